import { storeNames } from '../../../contracts/platform/stores.ts';
import type {
  StoreKinds,
  StoreSpec,
  SupplierId,
  SupplierSpec,
  TableSpec,
} from '../../../contracts/spec/store.ts';
import {
  bucket,
  type Grant,
  index,
  machineQueues,
  table,
  userPool,
  volumes,
} from '../../platform/function.ts';

/** What is done with a store: looked into, emptied, put into an export. */
export type Act = 'count' | 'empty' | 'collect';

const supplierGrants =
  <Id extends string>(of: Readonly<Record<Id, (act: Act) => readonly Grant[]>>) =>
  ({ supplier }: SupplierSpec<Id>, act: Act) =>
    of[supplier](act);

const bucketActions = {
  count: ['ListBucket'],
  empty: ['DeleteObject'],
  collect: ['ListBucket', 'GetObject'],
} as const;
const poolActions = {
  count: ['ListUsers'],
  empty: ['AdminDisableUser', 'AdminDeleteUser'],
  collect: ['ListUsers', 'AdminListUserAuthEvents'],
} as const;

/** What the keeper of each kind needs for an act; what is emptied is looked into as well. */
const granting: {
  readonly [K in keyof StoreKinds]: (store: StoreKinds[K], act: Act) => readonly Grant[];
} = {
  table: (spec, act) => {
    const { subject } = spec.privacy;
    if (act === 'empty') return [table(spec, 'BatchWriteItem')];
    return [subject.by === 'index' ? index(spec, subject.index) : table(spec, 'Query')];
  },
  bucket: (spec, act) => [bucket(spec, ...bucketActions[act])],
  'user-pool': (_store, act) => [userPool(...poolActions[act])],
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

/** A grant whose name comes from the stored map: an environment has no room for an inventory. */
const byMap = (grant: Grant): Grant =>
  grant.to === 'table' || grant.to === 'bucket' ? { ...grant, named: 'by-map' } : grant;

/** The grants for an act on stores. */
export const grantsFor = (act: Act, stores: readonly StoreSpec[]): readonly Grant[] =>
  stores.flatMap((store) => grantsOf(store.kind, store, act)).map(byMap);

/** The grants to relieve tables of what has expired. */
export const purgeGrants = (tables: readonly TableSpec[]): readonly Grant[] =>
  tables.map((spec) => byMap(table(spec, 'Scan', 'BatchWriteItem')));

/** To read the map of names. */
export const namesGrant: Grant = table(storeNames, 'GetItem');
