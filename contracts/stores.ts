import type { Capability } from '../policy/profile.ts';
import * as accounts from './accounts/stores.ts';
import * as billing from './billing/stores.ts';
import * as chat from './chat/stores.ts';
import * as credentials from './credentials/stores.ts';
import * as machines from './machines/stores.ts';
import * as platform from './platform/stores.ts';
import * as privacy from './privacy/stores.ts';
import * as runs from './runs/stores.ts';
import * as site from './site/stores.ts';
import { inOrderOfErasure } from './spec/erasure-order.ts';
import { type BucketSpec, isStore, type StoreSpec, type TableSpec } from './spec/store.ts';

const modules = [accounts, billing, chat, credentials, machines, platform, privacy, runs, site];

/** Every store that a module exports, in the order of erasure. */
export const allStores: readonly StoreSpec[] = inOrderOfErasure(
  modules.flatMap((module) => Object.values(module).filter(isStore)),
);

const isTable = (store: StoreSpec): store is TableSpec => store.kind === 'table';

export const allTables: readonly TableSpec[] = allStores.filter(isTable);

/** The whole inventory of a profile with these capabilities. */
export const storesOf = (capabilities: readonly Capability[]): readonly StoreSpec[] =>
  allStores.filter(({ capability }) => capability === undefined || capabilities.includes(capability));
export const tablesOf = (capabilities: readonly Capability[]): readonly TableSpec[] =>
  storesOf(capabilities).filter(isTable);
export const bucketsOf = (capabilities: readonly Capability[]): readonly BucketSpec[] =>
  storesOf(capabilities).filter((store) => store.kind === 'bucket');

/** The tables whose items expire by themselves. */
export const expiringTables: readonly TableSpec[] = allTables.filter(({ ttl }) => ttl !== undefined);
