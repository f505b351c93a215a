import type { Capability } from '../policy/profile.ts';
import { acceptances, accounts, identities, signInCookie, tokens, userPool } from './accounts/stores.ts';
import { balances, ledger } from './billing/stores.ts';
import { answerChunks, conversations, turns } from './chat/stores.ts';
import { credentials } from './credentials/stores.ts';
import { machineQueue, machines, machineVolume } from './machines/stores.ts';
import {
  accessLogs,
  contentKeys,
  credentialKeys,
  functionLogs,
  readings,
  trail,
  trailObjects,
  workflowHistories,
} from './platform/stores.ts';
import {
  auditTrail,
  erasures,
  exportsTable,
  policyVersions,
  receipts,
  tombstones,
  transfer,
} from './privacy/stores.ts';
import { runLogs, runs } from './runs/stores.ts';
import { site } from './site/stores.ts';
import type { BucketSpec, OtherStoreSpec, StoreSpec, TableSpec } from './spec/store.ts';

/** Every table. The order is the order of erasure: what others are found by goes last. */
export const allTables = [
  answerChunks,
  turns,
  conversations,
  credentials,
  runLogs,
  runs,
  machines,
  exportsTable,
  acceptances,
  tokens,
  balances,
  ledger,
  auditTrail,
  receipts,
  policyVersions,
  readings,
  identities,
  credentialKeys,
  contentKeys,
  accounts,
  erasures,
] as const satisfies readonly TableSpec[];

const allBuckets = [transfer, tombstones, trailObjects, site] as const satisfies readonly BucketSpec[];

const otherStores = [
  userPool,
  signInCookie,
  machineVolume,
  machineQueue,
  functionLogs,
  accessLogs,
  workflowHistories,
  trail,
] as const satisfies readonly OtherStoreSpec[];

const within =
  (capabilities: readonly Capability[]) =>
  (store: { readonly capability?: Capability }): boolean =>
    store.capability === undefined || capabilities.includes(store.capability);

/** The tables of a profile with these capabilities. */
export const tablesOf = (capabilities: readonly Capability[]): readonly TableSpec[] =>
  (allTables as readonly TableSpec[]).filter(within(capabilities));
export const bucketsOf = (capabilities: readonly Capability[]): readonly BucketSpec[] =>
  (allBuckets as readonly BucketSpec[]).filter(within(capabilities));
export const otherStoresOf = (capabilities: readonly Capability[]): readonly OtherStoreSpec[] =>
  (otherStores as readonly OtherStoreSpec[]).filter(within(capabilities));
/** The whole inventory of a profile. */
export const storesOf = (capabilities: readonly Capability[]): readonly StoreSpec[] => [
  ...tablesOf(capabilities),
  ...bucketsOf(capabilities),
  ...otherStoresOf(capabilities),
];

/** The tables whose items expire by themselves. */
export const expiringTables: readonly TableSpec[] = (allTables as readonly TableSpec[]).filter(
  ({ ttl }) => ttl !== undefined,
);
