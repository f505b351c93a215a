import { KMSClient } from '@aws-sdk/client-kms';
import { accounts, tokens } from '../../contracts/accounts/stores.ts';
import { kmsKeys } from '../../contracts/platform/kms-keys.ts';
import { credentialKeys } from '../../contracts/platform/stores.ts';
import { erasures } from '../../contracts/privacy/stores.ts';
import { AccountStore } from '../accounts/account-store.ts';
import { TokenStore } from '../accounts/token-store.ts';
import { openAudit } from '../platform/audit/audit-trail.ts';
import { documents } from '../platform/aws/clients.ts';
import { env } from '../platform/env.ts';
import { createDataKey } from '../platform/keys/data-keys.ts';
import { rewrapFromRecovery } from '../platform/keys/key-recovery.ts';
import { openRecovery } from '../platform/keys/recovery.ts';
import { WrappedKeyTable } from '../platform/keys/wrapped-key-table.ts';
import { stepsHandler } from '../platform/step.ts';
import { ErasureStore } from './erasure-store.ts';

const people = new AccountStore(documents, env(accounts.env));
const sessions = new TokenStore(documents, env(tokens.env));
const store = new ErasureStore(documents, env(erasures.env));
const audit = openAudit();
const recovery = openRecovery();
const credentialWrapping = {
  kms: new KMSClient({}),
  kmsKeyArn: env(kmsKeys.credentials.env),
  purpose: 'credentials' as const,
  store: new WrappedKeyTable(documents, env(credentialKeys.env)),
};

export const handler = stepsHandler({
  /** Account, keys, sessions, and last the erasure's own record: killed anywhere, the next try does the rest. */
  restore: async ({ userId }) => {
    const erasure = await store.find(userId);
    if (erasure?.state !== 'restoring') return { outcome: 'nothing to do' };
    const account = await people.restore(userId);
    if (account === undefined) return { outcome: 'gone' };
    await rewrapFromRecovery(recovery, userId, account.keyEpoch);
    // The old credentials are gone for good; new ones need a new key.
    await createDataKey(credentialWrapping, account, new Date());
    await audit.append(
      userId,
      { action: 'account.restored', by: 'you', of: erasure.erasureId },
      { once: true },
    );
    await sessions.follow(account);
    await store.forget(userId);
    return { outcome: 'restored' };
  },
});
