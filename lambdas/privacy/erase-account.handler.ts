import { KMSClient } from '@aws-sdk/client-kms';
import { accounts, tokens } from '../../contracts/accounts.ts';
import { credentials } from '../../contracts/credentials.ts';
import { contentKeys, credentialKeys } from '../../contracts/keys.ts';
import { machines } from '../../contracts/machines.ts';
import { erasures, tombstones } from '../../contracts/privacy.ts';
import type { TableSpec } from '../../contracts/spec/store.ts';
import { storesOf, tablesOf } from '../../contracts/stores.ts';
import { findProfile } from '../../policy/profiles/all.ts';
import { AccountStore } from '../accounts/account-store.ts';
import { TokenStore } from '../accounts/token-store.ts';
import { openAudit } from '../platform/audit/audit-trail.ts';
import { documents } from '../platform/aws/clients.ts';
import { env } from '../platform/env.ts';
import { rewrapForRecovery } from '../platform/keys/key-recovery.ts';
import { openRecovery } from '../platform/keys/recovery.ts';
import { NotYet, type Step, stepsHandler } from '../platform/step.ts';
import { countObjects, deleteObjects, deletePerson, personExists } from './elsewhere-store.ts';
import { type Erasure, ErasureStore } from './erasure-store.ts';
import { isDue, notEmpty, receiptOf } from './erasures.ts';
import { putReceipt } from './receipt-store.ts';
import { countItems, deleteItems, isAboutPeople, isErasable } from './subject-store.ts';
import { putTombstones } from './tombstone-store.ts';

const profile = findProfile(env('PROFILE'));
const kms = new KMSClient({});
const people = new AccountStore(documents, { accounts: env(accounts.env) });
const sessions = new TokenStore(documents, env(tokens.env));
const store = new ErasureStore(documents, env(erasures.env));
const audit = openAudit();
const recovery = openRecovery();

const held = tablesOf(profile.capabilities).filter(isAboutPeople);
const erasable = held.filter(isErasable);
const later: readonly TableSpec[] = [contentKeys, accounts];

/** Counts, notes, deletes: in this order, so that the receipt's number survives a kill in between. */
async function empty(spec: TableSpec, ids: Erasure): Promise<void> {
  await store.note(ids.userId, spec.name, await countItems(documents, spec, ids));
  await deleteItems(documents, spec, ids);
}

/** A step of an erasure that may have been taken back in the meantime: then there is nothing to do. */
const during =
  (work: (erasure: Erasure) => Promise<string | undefined>): Step =>
  async ({ userId }) => {
    const erasure = await store.find(userId);
    if (erasure === undefined || erasure.state === 'restoring') return { outcome: 'waiting' };
    return { outcome: (await work(erasure)) ?? 'done' };
  };

export const handler = stepsHandler({
  close: during(async ({ userId, erasureId }) => {
    await people.close(userId, new Date());
    await audit.append(userId, { action: 'account.closed', by: 'you', of: erasureId }, { once: true });
    for (const { tokenHash } of await sessions.listByUser(userId)) await sessions.delete(tokenHash);
    return undefined;
  }),
  'destroy-credentials': during(async (erasure) => {
    for (const spec of [credentials, credentialKeys]) if (held.includes(spec)) await empty(spec, erasure);
    await store.noteKey(erasure.userId, 'credentials', new Date());
    return undefined;
  }),
  'machine-gone': during(async (erasure) => {
    if ((await countItems(documents, machines, erasure)) > 0) throw new NotYet('the machine is not gone yet');
    return undefined;
  }),
  'hide-content': during(async (erasure) => {
    const { userId } = erasure;
    if (isDue(erasure, Date.now()))
      return (await store.move(userId, 'erasing')) === 'moved' ? 'due' : 'waiting';
    const account = await people.find(userId);
    if (account !== undefined) await rewrapForRecovery(recovery, userId, account.keyEpoch);
    await store.move(userId, 'waiting');
    return 'waiting';
  }),
  'delete-stores': during(async (erasure) => {
    for (const spec of erasable) if (!later.includes(spec)) await empty(spec, erasure);
    return undefined;
  }),
  'delete-objects': during(async ({ userId }) => {
    await store.note(userId, 'transfer', await countObjects(userId));
    await deleteObjects(userId);
    return undefined;
  }),
  'destroy-content': during(async (erasure) => {
    await empty(contentKeys, erasure);
    await store.noteKey(erasure.userId, 'content', new Date());
    return undefined;
  }),
  'delete-identity': during(async (erasure) => {
    if (erasure.subject !== undefined) await deletePerson(erasure.subject);
    await store.note(erasure.userId, 'user-pool', 1);
    await empty(accounts, erasure);
    return undefined;
  }),
  prove: during(async (erasure) => {
    if (erasure.state === 'erased') return undefined;
    const left = new Map<string, number>();
    for (const spec of held) left.set(spec.name, await countItems(documents, spec, erasure));
    left.set('transfer', await countObjects(erasure.userId));
    // An export that was under way may have put one since; the next look finds none.
    await deleteObjects(erasure.userId);
    left.set('user-pool', erasure.subject !== undefined && (await personExists(erasure.subject)) ? 1 : 0);
    const stores = storesOf(profile.capabilities);
    const remaining = notEmpty(stores, left);
    if (remaining.length > 0) throw new NotYet(`not empty: ${remaining.join(', ')}`);
    const now = new Date();
    left.set(tombstones.name, await putTombstones(erasure, now));
    await audit.append(
      erasure.userId,
      { action: 'account.erased', by: 'platform', of: erasure.receiptId },
      { once: true },
    );
    await putReceipt(kms, receiptOf(erasure, profile.product, stores, left, now.toISOString()), now);
    await store.finish(erasure.userId, now);
    return undefined;
  }),
});
