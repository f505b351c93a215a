import { KMSClient } from '@aws-sdk/client-kms';
import { expect, it } from 'vitest';
import { AccountStore } from '../../../lambdas/accounts/account-store.ts';
import { TokenStore } from '../../../lambdas/accounts/token-store.ts';
import { newSession } from '../../../lambdas/accounts/tokens.ts';
import { AuditTrail } from '../../../lambdas/platform/audit/audit-trail.ts';
import { WrappedKeyTable } from '../../../lambdas/platform/keys/wrapped-key-table.ts';
import { closingSteps } from '../../../lambdas/privacy/close-account.ts';
import { ErasureStore } from '../../../lambdas/privacy/erasure-store.ts';
import { newErasure } from '../../../lambdas/privacy/erasures.ts';
import { profiles } from '../../../policy/profiles/all.ts';
import { scriptedDocuments } from '../../support/scripted-documents.ts';
import { accountOf } from '../accounts/account.ts';

const now = Date.now();
const account = accountOf(now);

it('ends a session that was made while the account closed, and keeps the one that knows of it', async () => {
  const late = newSession(account, 'A browser', now, now).item;
  const toComeBack = newSession({ ...account, state: 'closing', keyEpoch: 2 }, 'A browser', now, now).item;
  const { db, asked } = scriptedDocuments(
    { Item: { ...newErasure(account, true, profiles.connic, now), v: 1 } },
    { Items: [late, toComeBack] },
    {},
    {},
    {},
  );
  const steps = closingSteps({
    profile: profiles.connic,
    people: new AccountStore(db, 'accounts'),
    sessions: new TokenStore(db, 'tokens'),
    erasures: new ErasureStore(db, 'erasures'),
    audit: new AuditTrail(db, 'audit'),
    keepers: { count: async () => ({ count: 0, how: '' }), empty: async () => undefined },
    recovery: {
      kms: new KMSClient({ region: 'eu-central-1' }),
      recoveryKeyArn: 'key',
      contentKeys: new WrappedKeyTable(db, 'keys'),
    },
  });
  expect(
    await steps['hide-content']({ step: 'hide-content', userId: account.userId, id: account.userId }),
  ).toEqual({ outcome: 'waiting' });
  const ended = asked.filter((input) => JSON.stringify(input).includes('tokenHash'));
  expect(ended).toEqual([{ TableName: 'tokens', Key: { tokenHash: late.tokenHash } }]);
});
