import type { Capability } from '../policy/profile.ts';
import { acceptances, accounts, identities, signInCookie, tokens, userPool } from './accounts.ts';
import { balances, ledger } from './billing.ts';
import { answerChunks, conversations, turns } from './chat.ts';
import { credentials } from './credentials.ts';
import { site } from './edge.ts';
import { contentKeys, credentialKeys } from './keys.ts';
import { machineQueue, machines, machineVolume } from './machines.ts';
import {
  accessLogs,
  auditTrail,
  erasures,
  exportsTable,
  functionLogs,
  policyVersions,
  receipts,
  tombstones,
  trail,
  trailObjects,
  transfer,
  workflowHistories,
} from './privacy.ts';
import { readings } from './readings.ts';
import { runLogs, runs } from './runs.ts';
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
