import type { StoreSpec } from '../../contracts/spec/store.ts';
import { storesOf } from '../../contracts/stores.ts';
import { NotYet, type Step } from '../platform/step.ts';
import type { Erasure } from './erasure-store.ts';
import { type ErasureParts, erasableIn, erasureStep, notEmpty } from './erasure-work.ts';
import { isAccountedFor, isEmptied, lineOf, receiptOf } from './erasures.ts';
import { issueReceipt } from './receipts.ts';
import { putTombstone } from './tombstone-store.ts';

/** The steps that let nobody in any more, delete an account from every store, and prove it. */
export const erasingSteps = (parts: ErasureParts) =>
  ({
    'end-sign-ins': erasureStep(parts, async (erasure) => endSignIns(parts, erasure)),
    'delete-content': erasureStep(parts, async (erasure) => deleteContent(parts, erasure)),
    'delete-stores': erasureStep(parts, async (erasure) => {
      for (const store of erasableIn(parts).filter(isEmptied)) await parts.keepers.empty(store, erasure);
      return undefined;
    }),
    prove: erasureStep(parts, async (erasure) => {
      await prove(parts, erasure);
      return undefined;
    }),
  }) satisfies Record<string, Step>;

/** Identity first: whoever came in before is waited out, and nobody comes in after. */
async function endSignIns(parts: ErasureParts, erasure: Erasure): Promise<undefined> {
  const admitting = erasableIn(parts).filter(({ privacy }) => privacy.admits);
  for (const store of admitting) await parts.keepers.empty(store, erasure);
  if ((await notEmpty(parts, admitting, erasure)).length > 0)
    throw new NotYet('somebody could still sign in');
  await parts.erasures.fence(erasure.userId, new Date());
}

const isTelling = ({ privacy: { holds } }: StoreSpec): boolean => holds === 'account' || holds === 'sign-in';

/**
 * What a person made goes at once, its key with it. The account and the link from its sign-in tell whoever is still under
 * way that it is closed: they go after these have ended, as does what they left. Says until when.
 */
async function deleteContent(parts: ErasureParts, erasure: Erasure) {
  const { userId, fencedAt } = erasure;
  if (fencedAt === undefined) throw new NotYet('somebody could still sign in');
  for (const store of erasableIn(parts).filter((one) => isEmptied(one) && !isTelling(one)))
    await parts.keepers.empty(store, erasure);
  await parts.erasures.noteKey(userId, 'content', new Date());
  const until = Date.parse(fencedAt) + parts.longestLife * 1000;
  return { outcome: 'done', until: new Date(until).toISOString() };
}

/** Asks every store, and only where all are empty says so, signed. */
async function prove(parts: ErasureParts, erasure: Erasure): Promise<void> {
  const { profile, erasures, keepers } = parts;
  const remaining = await notEmpty(parts, erasableIn(parts), erasure);
  // None of ours can have come this late: whatever it is, it goes, and the next look finds none.
  for (const store of remaining.filter(isEmptied)) await keepers.empty(store, erasure);
  if (remaining.length > 0) throw new NotYet(`not empty: ${remaining.map(({ name }) => name).join(', ')}`);
  await putTombstone(erasure, new Date());
  const lines = await Promise.all(
    storesOf(profile.capabilities)
      .filter(isAccountedFor)
      .map(async (store) => lineOf(store, await keepers.count(store, erasure), erasure, new Date())),
  );
  const now = new Date();
  await issueReceipt(receiptOf(erasure, profile.product, lines, now), now);
  await erasures.finish(erasure.userId, now);
}
