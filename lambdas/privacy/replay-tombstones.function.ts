import { accounts } from '../../contracts/accounts/stores.ts';
import { balances } from '../../contracts/billing/stores.ts';
import { tombstones } from '../../contracts/privacy/stores.ts';
import { isErasable } from '../../contracts/spec/store.ts';
import { allTables } from '../../contracts/stores.ts';
import { bucket, defineFunction, table } from '../platform/function.ts';
import { grantsFor, namesGrant } from './keepers/grants.ts';

/** After a restore: erases again who was erased since the moment that was restored. Only a person starts it. */
export const replayTombstonesFunction = defineFunction({
  name: 'replay-tombstones',
  module: 'privacy',
  class: 'control',
  grants: [
    bucket(tombstones, 'ListBucket'),
    ...grantsFor('count', allTables.filter(isErasable)),
    ...grantsFor('empty', allTables.filter(isErasable)),
    // The names of both come from the map.
    ...[accounts, balances].map((spec) => ({ ...table(spec, 'Scan'), named: 'by-map' as const })),
    namesGrant,
  ],
  settings: ['profile'],
  memory: 512,
  timeout: 300,
});
