import { accounts } from '../../contracts/accounts/stores.ts';
import { id as idSchema } from '../../contracts/ids.ts';
import { exportsTable } from '../../contracts/privacy/stores.ts';
import { tablesOf } from '../../contracts/stores.ts';
import { findProfile } from '../../policy/profiles/all.ts';
import { AccountStore } from '../accounts/account-store.ts';
import type { Account } from '../accounts/tokens.ts';
import { documents } from '../platform/aws/clients.ts';
import { env } from '../platform/env.ts';
import { openContentKeys } from '../platform/keys/content-keys.ts';
import { stepsHandler } from '../platform/step.ts';
import { packArchive } from './archive.ts';
import { collectStore } from './collect-export.ts';
import { ExportStore } from './export-store.ts';
import { isExported } from './subject-store.ts';
import { openTransfer } from './transfer-store.ts';

const profile = findProfile(env('PROFILE'));
const people = new AccountStore(documents, env(accounts.env));
const exported = new ExportStore(documents, env(exportsTable.env));
const transfer = openTransfer();
const keys = openContentKeys();

/** Everything of an account that is exported, with what the identity service knows. */
async function pack(account: Account, exportId: string, now: Date): Promise<Uint8Array> {
  const { userId } = account;
  const key = await keys.open(account);
  const parts = [];
  for (const spec of tablesOf(profile.capabilities).filter(isExported))
    parts.push(await collectStore(documents, spec, account, key));
  return packArchive(parts, {
    product: profile.product,
    userId,
    exportedAt: now.toISOString(),
    privacyContact: env('PRIVACY_CONTACT'),
    identity: await transfer.readIdentity(userId, exportId),
  });
}

export const handler = stepsHandler({
  archive: async ({ userId, id }) => {
    const exportId = idSchema('export').parse(id);
    const account = await people.find(userId);
    const wanted = await exported.find(userId, exportId);
    if (account === undefined || wanted?.state !== 'collecting') {
      // A try that died right after it was ready left this.
      await transfer.dropIdentity(userId, id);
      return { outcome: 'nothing to do' };
    }
    const now = new Date();
    const archive = await pack(account, id, now);
    await transfer.putArchive(userId, id, archive);
    await exported.ready(userId, exportId, archive.length, now);
    // Last, so that a retry of this step still finds it.
    await transfer.dropIdentity(userId, id);
    return { outcome: 'ready' };
  },
});
