import { forEach } from '../platform/each.ts';
import { log } from '../platform/observe.ts';
import type { HoldStore } from './hold-store.ts';
import { isDue } from './ledger.ts';

/**
 * Gives back the holds of owners that died: those past their `until`, which lies behind all that an owner may still do
 * (`holdUntil`). The scan may be old; the store asks again in the write itself. Says how many it gave back.
 */
export async function sweepHolds(store: HoldStore, nowSeconds: number): Promise<number> {
  let expired = 0;
  await forEach(store.holders(), async ({ customerId, holds }) => {
    for (const [holdId, hold] of Object.entries(holds)) {
      if (!isDue(hold, nowSeconds)) continue;
      if ((await store.expire(customerId, holdId, nowSeconds)) === 'expired') expired++;
    }
  });
  // Each is a function that died in mid-work: worth a line even where it is one.
  if (expired > 0) log('warn', 'holds expired', { count: expired });
  return expired;
}
