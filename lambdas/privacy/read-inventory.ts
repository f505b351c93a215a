import { isAboutPeople, type StoreSpec } from '../../contracts/spec/store.ts';
import { categoryIds } from '../../policy/categories.ts';
import { type Found, inventoryLine } from './inventory.ts';
import type { InnerKeepers } from './keepers/inner.ts';
import type { SubjectIds } from './keepers/keeper.ts';

/**
 * What each store holds about a person, counted now: it reads dates, and content stays sealed to it. Tables and buckets are
 * counted. Other services are asked when an account is erased: their clients, and their quotas, which all people share,
 * would make this page slow.
 */
export const readInventory = (keepers: InnerKeepers, stores: readonly StoreSpec[], ids: SubjectIds) =>
  Promise.all(
    stores
      .toSorted((a, b) => placeOf(a) - placeOf(b))
      .map(async (store) => inventoryLine(store, await foundIn(keepers, store, ids))),
  );

/** The order of erasure is of no use to a reader. */
const placeOf = ({ privacy }: StoreSpec): number => categoryIds.indexOf(privacy.category);

async function foundIn(
  { table, bucket }: InnerKeepers,
  store: StoreSpec,
  ids: SubjectIds,
): Promise<Found | undefined> {
  if (!isAboutPeople(store)) return undefined;
  if (store.kind === 'table') return table.show(store, ids);
  if (store.kind !== 'bucket') return undefined;
  const { count } = await bucket.count(store, ids);
  return { count };
}
