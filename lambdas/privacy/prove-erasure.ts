import { tombstones } from '../../contracts/privacy/stores.ts';
import { storesOf } from '../../contracts/stores.ts';
import { documents } from '../platform/aws/clients.ts';
import { NotYet, type Step } from '../platform/step.ts';
import { countObjects, deleteObjects, personExists } from './elsewhere-store.ts';
import type { Erasure } from './erasure-store.ts';
import { during, type ErasureParts, heldIn } from './erasure-work.ts';
import { notEmpty, receiptOf } from './erasures.ts';
import { putReceipt } from './receipt-store.ts';
import { countItems } from './subject-store.ts';
import { putTombstones } from './tombstone-store.ts';

/** The last step: asks every store, and only where all are empty says so, signed. */
export const provingSteps = (parts: ErasureParts) =>
  ({
    prove: during(parts, async (erasure) => {
      if (erasure.state !== 'erased') await prove(parts, erasure);
      return undefined;
    }),
  }) satisfies Record<string, Step>;

async function prove(parts: ErasureParts, erasure: Erasure): Promise<void> {
  const { profile, audit, erasures } = parts;
  const left = await leftOf(parts, erasure);
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
  await putReceipt(receiptOf(erasure, profile.product, stores, left, now.toISOString()), now);
  await erasures.finish(erasure.userId, now);
}

/** How much each store still holds of a person. */
async function leftOf(parts: ErasureParts, erasure: Erasure): Promise<Map<string, number>> {
  const left = new Map<string, number>();
  for (const spec of heldIn(parts)) left.set(spec.name, await countItems(documents, spec, erasure));
  left.set('transfer', await countObjects(erasure.userId));
  // An export that was under way may have put one since; the next look finds none.
  await deleteObjects(erasure.userId);
  left.set('user-pool', erasure.subject !== undefined && (await personExists(erasure.subject)) ? 1 : 0);
  return left;
}
