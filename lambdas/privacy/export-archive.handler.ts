import { accounts } from '../../contracts/accounts/stores.ts';
import { id as idSchema } from '../../contracts/ids.ts';
import { exportsTable } from '../../contracts/privacy/stores.ts';
import { isExported } from '../../contracts/spec/store.ts';
import { storesOf } from '../../contracts/stores.ts';
import { findProfile } from '../../policy/profiles/all.ts';
import { AccountStore } from '../accounts/account-store.ts';
import type { Account } from '../accounts/tokens.ts';
import { documents } from '../platform/aws/clients.ts';
import { env } from '../platform/env.ts';
import { openContentKeys } from '../platform/keys/content-keys.ts';
import { stepsHandler } from '../platform/step.ts';
import { packArchive } from './archive.ts';
import { collectAll, dropCollected } from './collect-export.ts';
import { ExportStore } from './export-store.ts';
import { openInnerKeepers } from './keepers/inner.ts';
import { openTransfer } from './transfer-store.ts';

const profile = findProfile(env('PROFILE'));
const people = new AccountStore(documents, env(accounts.env));
const exported = new ExportStore(documents, env(exportsTable.env));
const collecting = {
  transfer: openTransfer(),
  keepers: openInnerKeepers(),
  stores: storesOf(profile.capabilities).filter(isExported),
};
const keys = openContentKeys();

/** Everything of an account that is exported, with what others know. */
async function pack(account: Account, exportId: string, now: Date): Promise<Uint8Array> {
  const key = await keys.open(account);
  return packArchive(await collectAll(collecting, account, exportId, key), {
    product: profile.product,
    userId: account.userId,
    exportedAt: now.toISOString(),
    privacyContact: env('PRIVACY_CONTACT'),
  });
}

export const handler = stepsHandler({
  archive: async ({ userId, id }) => {
    const exportId = idSchema('export').parse(id);
    const account = await people.find(userId);
    const wanted = await exported.find(userId, exportId);
    if (account === undefined || wanted?.state !== 'collecting') {
      // A try that died right after it was ready left this.
      await dropCollected(collecting, userId, id);
      return { outcome: 'nothing to do' };
    }
    const now = new Date();
    const archive = await pack(account, id, now);
    await collecting.transfer.putArchive(userId, id, archive);
    await exported.ready(userId, exportId, archive.length, now);
    // Last, so that a retry of this step still finds it.
    await dropCollected(collecting, userId, id);
    return { outcome: 'ready' };
  },
});
