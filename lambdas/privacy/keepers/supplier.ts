import type { SupplierId, SupplierSpec } from '../../../contracts/spec/store.ts';
import type { Keeper } from './keeper.ts';

/** The keeper of a kind whose stores are asked each in its own way: a supplier without its keeper does not compile. */
export const supplierKeeper = <Id extends string>(
  of: Readonly<Record<Id, Keeper<SupplierSpec<Id>>>>,
): Keeper<SupplierSpec<Id>> => ({
  count: (store, ids) => of[store.supplier].count(store, ids),
  empty: (store, ids) => of[store.supplier].empty(store, ids),
  collect: (store, ids) => of[store.supplier].collect(store, ids),
});

/** The keepers of this deployment's suppliers. */
export const openSupplierKeeper = () => supplierKeeper<SupplierId>({});
