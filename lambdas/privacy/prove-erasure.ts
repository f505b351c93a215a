import { storesOf } from '../../contracts/stores.ts';
import { NotYet, type Step } from '../platform/step.ts';
import type { Erasure } from './erasure-store.ts';
import { type ErasureParts, erasableIn, erasureStep, notEmpty } from './erasure-work.ts';
import { isAccountedFor, isEmptied, lineOf, receiptOf } from './erasures.ts';
import { issueReceipt } from './receipts.ts';
import { putTombstones } from './tombstone-store.ts';

/** The steps that let nobody in any more, delete an account from every store, and prove it. */
export const erasingSteps = (parts: ErasureParts) =>
  ({
    'end-sign-ins': erasureStep(parts, async (erasure) => endSignIns(parts, erasure)),
    'delete-stores': erasureStep(parts, async (erasure) => {
      for (const store of erasableIn(parts).filter(isEmptied)) await parts.keepers.empty(store, erasure);
      await parts.erasures.noteKey(erasure.userId, 'content', new Date());
      return undefined;
    }),
    prove: erasureStep(parts, async (erasure) => {
      if (erasure.state !== 'erased') await prove(parts, erasure);
      return undefined;
    }),
  }) satisfies Record<string, Step>;

/** Identity first: whoever came in before is waited out, and nobody comes in after. Says until when. */
async function endSignIns(parts: ErasureParts, erasure: Erasure) {
  const admitting = erasableIn(parts).filter(({ privacy }) => privacy.admits);
  for (const store of admitting) await parts.keepers.empty(store, erasure);
  if ((await notEmpty(parts, admitting, erasure)).length > 0)
    throw new NotYet('somebody could still sign in');
  const fencedAt = Date.parse(await parts.erasures.fence(erasure.userId, new Date()));
  return { outcome: 'done', until: new Date(fencedAt + parts.longestLife * 1000).toISOString() };
}

/** Asks every store, and only where all are empty says so, signed. */
async function prove(parts: ErasureParts, erasure: Erasure): Promise<void> {
  const { profile, audit, erasures, keepers } = parts;
  const remaining = await notEmpty(parts, erasableIn(parts), erasure);
  // None of ours can have come this late: whatever it is, it goes, and the next look finds none.
  for (const store of remaining.filter(isEmptied)) await keepers.empty(store, erasure);
  if (remaining.length > 0) throw new NotYet(`not empty: ${remaining.map(({ name }) => name).join(', ')}`);
  await putTombstones(erasure, new Date());
  await audit.append(
    erasure.userId,
    { action: 'account.erased', by: 'platform', of: erasure.receiptId },
    { once: true },
  );
  const now = new Date();
  const lines = await Promise.all(
    storesOf(profile.capabilities)
      .filter(isAccountedFor)
      .map(async (store) => lineOf(store, await keepers.count(store, erasure), erasure, now)),
  );
  await issueReceipt(receiptOf(erasure, profile.product, lines, now), now);
  await erasures.finish(erasure.userId, now);
}
