import { isErasable } from '../../contracts/spec/store.ts';
import { tablesOf } from '../../contracts/stores.ts';
import { findProfile } from '../../policy/profiles/all.ts';
import { env } from '../platform/env.ts';
import { whole } from '../platform/invocation.ts';
import { openTableKeeper } from './keepers/table.ts';
import { progress, replay } from './replay-tombstones.ts';

const tables = tablesOf(findProfile(env('PROFILE')).capabilities).filter(isErasable);
const keeper = openTableKeeper();

export const handler = whole(async (event: unknown) => replay({ tables, keeper }, progress.parse(event)));
