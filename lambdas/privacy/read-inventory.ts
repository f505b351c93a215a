import type { UserId } from '../../contracts/ids.ts';
import type { StoreSpec } from '../../contracts/spec/store.ts';
import type { AccountStore } from '../accounts/account-store.ts';
import { Problem } from '../platform/http/problem.ts';
import { inventoryLine } from './inventory.ts';
import type { Keepers } from './keepers/keepers.ts';

/** What the inventory of a person is read from. */
export interface InventoryParts {
  readonly stores: readonly StoreSpec[];
  readonly people: Pick<AccountStore, 'find'>;
  readonly keepers: Pick<Keepers, 'show'>;
}

/** What each store holds about a person, counted now: it reads dates, and content stays sealed to it. Throws `not_found`. */
export async function readInventory({ stores, people, keepers }: InventoryParts, userId: UserId) {
  const account = await people.find(userId);
  if (account === undefined) throw new Problem('not_found');
  return Promise.all(stores.map(async (store) => inventoryLine(store, await keepers.show(store, account))));
}
