import { accounts } from '../../contracts/accounts/stores.ts';
import { contentKeys } from '../../contracts/platform/stores.ts';
import type { TableSpec } from '../../contracts/spec/store.ts';
import { tablesOf } from '../../contracts/stores.ts';
import type { Profile } from '../../policy/profile.ts';
import type { AccountStore } from '../accounts/account-store.ts';
import type { TokenStore } from '../accounts/token-store.ts';
import type { AuditTrail } from '../platform/audit/audit-trail.ts';
import { documents } from '../platform/aws/clients.ts';
import type { RecoveryWrapping } from '../platform/keys/key-recovery.ts';
import type { Step } from '../platform/step.ts';
import type { Erasure, ErasureStore } from './erasure-store.ts';
import { countItems, deleteItems, isAboutPeople, isErasable } from './subject-store.ts';

/** What the steps of an erasure need. */
export interface ErasureParts {
  readonly profile: Profile;
  readonly people: AccountStore;
  readonly sessions: TokenStore;
  readonly erasures: ErasureStore;
  readonly audit: AuditTrail;
  readonly recovery: RecoveryWrapping;
}

/** The tables that hold items of people. */
export const heldIn = ({ profile }: Pick<ErasureParts, 'profile'>): readonly TableSpec[] =>
  tablesOf(profile.capabilities).filter(isAboutPeople);

/** What others are found by has steps of its own, after these. */
const later: readonly TableSpec[] = [contentKeys, accounts];
export const emptiedFirst = (parts: ErasureParts): readonly TableSpec[] =>
  heldIn(parts).filter((spec) => isErasable(spec) && !later.includes(spec));

/** Counts, notes, deletes: in this order, so that the receipt's number survives a kill in between. */
export async function empty({ erasures }: ErasureParts, spec: TableSpec, erasure: Erasure): Promise<void> {
  await erasures.note(erasure.userId, spec.name, await countItems(documents, spec, erasure));
  await deleteItems(documents, spec, erasure);
}

/** A step of an erasure that may have been taken back in the meantime: then there is nothing to do. */
export const during =
  ({ erasures }: ErasureParts, work: (erasure: Erasure) => Promise<string | undefined>): Step =>
  async ({ userId }) => {
    const erasure = await erasures.find(userId);
    if (erasure === undefined || erasure.state === 'restoring') return { outcome: 'waiting' };
    return { outcome: (await work(erasure)) ?? 'done' };
  };
