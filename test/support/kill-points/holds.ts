import { balances } from '../../../contracts/billing/stores.ts';
import { change, itemsOf } from '../evidence/storage.ts';
import type { Target } from '../target.ts';

export const hourAgo = (): number => Date.now() - 3_600_000;

/** Lets whatever is reserved of a customer's credits have run out an hour ago, so that the sweep gives it back. */
export async function holdsOfLongAgo(target: Pick<Target, 'aws'>, customerId: string): Promise<void> {
  for (const item of await itemsOf(target, balances, customerId)) {
    const holds = balances.item.shape.holds.parse(item['holds']);
    const until = Math.floor(hourAgo() / 1000);
    const old = Object.entries(holds).map(([holdId, hold]) => [holdId, { ...hold, until }]);
    await change(target, balances, item, { holds: Object.fromEntries(old) });
  }
}
