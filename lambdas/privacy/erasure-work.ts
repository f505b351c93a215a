import { isErasable, type StoreSpec } from '../../contracts/spec/store.ts';
import { storesOf } from '../../contracts/stores.ts';
import type { Profile } from '../../policy/profile.ts';
import type { AccountStore } from '../accounts/account-store.ts';
import type { TokenStore } from '../accounts/token-store.ts';
import type { AuditTrail } from '../platform/audit/audit-trail.ts';
import type { RecoveryWrapping } from '../platform/keys/key-recovery.ts';
import type { Step, StepOutput } from '../platform/step.ts';
import type { Erasure, ErasureStore } from './erasure-store.ts';
import type { Keepers } from './keepers/keepers.ts';

/** What the steps of an erasure need. */
export interface ErasureParts {
  readonly profile: Profile;
  readonly people: AccountStore;
  readonly sessions: TokenStore;
  readonly erasures: ErasureStore;
  readonly audit: AuditTrail;
  readonly recovery: RecoveryWrapping;
  readonly keepers: Pick<Keepers, 'count' | 'empty'>;
  /** Seconds that whoever was let in before may go on for. */
  readonly longestLife: number;
}

/** The stores that hold nothing of a person in the end, in the order of erasure. */
export const erasableIn = ({ profile }: Pick<ErasureParts, 'profile'>): readonly StoreSpec[] =>
  storesOf(profile.capabilities).filter(isErasable);

/** Which of these still hold something of a person. Throws where one cannot be asked: that is not empty. */
export async function notEmpty(
  { keepers }: Pick<ErasureParts, 'keepers'>,
  stores: readonly StoreSpec[],
  erasure: Erasure,
): Promise<readonly StoreSpec[]> {
  const counts = await Promise.all(stores.map(async (store) => countIn(keepers, store, erasure)));
  return stores.filter((_store, index) => counts[index] !== 0);
}

/** Notes how much there is in a store, before any of it is removed: the receipt's number survives a kill in between. */
export async function noteCount(
  { erasures, keepers }: Pick<ErasureParts, 'erasures' | 'keepers'>,
  store: StoreSpec,
  erasure: Erasure,
): Promise<void> {
  // The first count stands: a retry goes on where the last try ended.
  if (erasure.erased[store.name] !== undefined) return;
  await erasures.note(erasure.userId, store.name, await countIn(keepers, store, erasure));
}

async function countIn(
  keepers: ErasureParts['keepers'],
  store: StoreSpec,
  erasure: Erasure,
): Promise<number> {
  const answer = await keepers.count(store, erasure);
  if ('uncounted' in answer) throw new Error(`${store.name} must be empty, and nobody can count it`);
  return answer.count;
}

/** A step of an erasure that may have been taken back in the meantime, or ended by another execution: then there is nothing to do, nor to wait for. */
export const erasureStep =
  ({ erasures }: ErasureParts, work: (erasure: Erasure) => Promise<string | StepOutput | undefined>): Step =>
  async ({ userId }) => {
    const erasure = await erasures.find(userId);
    const until = new Date().toISOString();
    if (erasure === undefined || erasure.state === 'restoring') return { outcome: 'waiting', until };
    if (erasure.state === 'erased') return { outcome: 'done', until };
    const done = (await work(erasure)) ?? 'done';
    return typeof done === 'string' ? { outcome: done } : done;
  };
