import { tablesOf } from '../../contracts/stores.ts';
import { findProfile } from '../../policy/profiles/all.ts';
import { env } from '../platform/env.ts';
import { whole } from '../platform/invocation.ts';
import { openReadings } from '../platform/reading-store.ts';
import { openTableKeeper } from '../privacy/keepers/table.ts';
import { purge } from './purge.ts';

const parts = {
  tables: tablesOf(findProfile(env('PROFILE')).capabilities),
  keeper: openTableKeeper(),
  reports: openReadings(),
};

export const handler = whole(async (): Promise<void> => purge(parts, new Date()));
