import { isAboutPeople, type StoreSpec } from '../../../contracts/spec/store.ts';
import { openInnerKeepers } from './inner.ts';
import type { Answer, Keeper, KeeperOfEach, SubjectIds } from './keeper.ts';
import { openQueueKeeper } from './queue.ts';
import { openSupplierKeeper } from './supplier.ts';
import { unfound } from './unfound.ts';
import { openUserPoolKeeper } from './user-pool.ts';
import { openVolumeKeeper } from './volume.ts';

/** The keepers of all kinds: whoever acts on a store of the inventory asks here, and its kind decides. */
export class Keepers {
  private readonly each: KeeperOfEach;

  constructor(each: KeeperOfEach) {
    this.each = each;
  }

  /** How much of a person a store holds now, or why nobody can count. */
  async count(store: StoreSpec, ids: SubjectIds): Promise<Answer> {
    return this.of(store).count(store, ids);
  }

  async empty(store: StoreSpec, ids: SubjectIds): Promise<void> {
    await this.of(store).empty(store, ids);
  }

  private of(store: StoreSpec): Keeper {
    return isAboutPeople(store) ? this.each[store.kind] : unfound;
  }
}

/** The keepers of this deployment, for control functions. */
export const openKeepers = (): Keepers =>
  new Keepers({
    ...openInnerKeepers(),
    'user-pool': openUserPoolKeeper(),
    queue: openQueueKeeper(),
    volume: openVolumeKeeper(),
    'log-group': unfound,
    'workflow-history': unfound,
    trail: unfound,
    browser: unfound,
    supplier: openSupplierKeeper(),
  });
