import { readings } from '../../contracts/platform/stores.ts';
import { tablesOf } from '../../contracts/stores.ts';
import { findProfile } from '../../policy/profiles/all.ts';
import { documents } from '../platform/aws/clients.ts';
import { env } from '../platform/env.ts';
import { ReadingStore } from '../platform/reading-store.ts';
import { openTableKeeper } from '../privacy/keepers/table.ts';
import { purge } from './purge.ts';

const parts = {
  tables: tablesOf(findProfile(env('PROFILE')).capabilities),
  keeper: openTableKeeper(),
  reports: new ReadingStore(documents, env(readings.env)),
};

export const handler = async (): Promise<void> => purge(parts, new Date());
