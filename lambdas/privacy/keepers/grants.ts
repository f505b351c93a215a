import { storeNames } from '../../../contracts/platform/stores.ts';
import type { StoreKinds, StoreSpec, SupplierId, SupplierSpec } from '../../../contracts/spec/store.ts';
import {
  bucket,
  type Grant,
  index,
  machineQueues,
  table,
  userPool,
  volumes,
} from '../../platform/function.ts';

/** What is done with a store: looked into, emptied, put into an export, relieved of what has expired. */
export type Act = 'count' | 'empty' | 'collect' | 'purge';

const supplierGrants =
  <Id extends string>(of: Readonly<Record<Id, (act: Act) => readonly Grant[]>>) =>
  ({ supplier }: SupplierSpec<Id>, act: Act) =>
    of[supplier](act);

/** What the keeper of each kind needs for an act; what is emptied is looked into as well. */
const granting: {
  readonly [K in keyof StoreKinds]: (store: StoreKinds[K], act: Act) => readonly Grant[];
} = {
  table: (spec, act) => {
    const { subject } = spec.privacy;
    if (act === 'purge') return [table(spec, 'Scan', 'BatchWriteItem')];
    if (act === 'empty') return [table(spec, 'BatchWriteItem')];
    return [subject.by === 'index' ? index(spec, subject.index) : table(spec, 'Query')];
  },
  bucket: (spec, act) =>
    act === 'empty'
      ? [bucket(spec, 'DeleteObject')]
      : [
          bucket(
            spec,
            ...(act === 'collect' ? (['ListBucket', 'GetObject'] as const) : (['ListBucket'] as const)),
          ),
        ],
  'user-pool': (_store, act) => [
    act === 'empty'
      ? userPool('AdminDeleteUser')
      : userPool('AdminGetUser', ...(act === 'collect' ? (['AdminListUserAuthEvents'] as const) : [])),
  ],
  queue: ({ capability }, act) => [
    { ...machineQueues(act === 'empty' ? 'DeleteQueue' : 'ListQueues'), capability },
  ],
  volume: ({ capability }, act) => [
    { ...volumes(act === 'empty' ? 'DeleteVolume' : 'DescribeVolumes'), capability },
  ],
  supplier: supplierGrants<SupplierId>({}),
  'log-group': () => [],
  'workflow-history': () => [],
  trail: () => [],
  browser: () => [],
};

const grantsOf = <K extends keyof StoreKinds>(kind: K, store: StoreKinds[K], act: Act): readonly Grant[] =>
  granting[kind](store, act);

/** The grants for an act on stores. Their names come from the stored map: an environment has no room for an inventory. */
export const grantsFor = (act: Act, stores: readonly StoreSpec[]): readonly Grant[] =>
  stores
    .flatMap((store) => grantsOf(store.kind, store, act))
    .map((grant) =>
      grant.to === 'table' || grant.to === 'bucket' ? { ...grant, named: 'by-map' as const } : grant,
    );

/** To read the map of names. */
export const namesGrant: Grant = table(storeNames, 'GetItem');
