import { storesOf } from '../../contracts/stores.ts';
import { NotYet, type Step } from '../platform/step.ts';
import type { Erasure } from './erasure-store.ts';
import { type ErasureParts, erasableIn, erasureStep, notEmpty } from './erasure-work.ts';
import { isAccountedFor, isEmptied, lineOf, receiptOf } from './erasures.ts';
import { issueReceipt } from './receipts.ts';
import { putTombstone } from './tombstone-store.ts';

/** The steps that delete an account from every store, and prove it. */
export const erasingSteps = (parts: ErasureParts) =>
  ({
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

/** Asks every store, and only where all are empty says so, signed. */
async function prove(parts: ErasureParts, erasure: Erasure): Promise<void> {
  const { profile, erasures, keepers } = parts;
  const remaining = await notEmpty(parts, erasableIn(parts), erasure);
  // An export that was under way may have put an archive since; the next look finds none.
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
