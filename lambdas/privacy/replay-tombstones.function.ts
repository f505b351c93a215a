import { tombstones } from '../../contracts/privacy/stores.ts';
import { allTables } from '../../contracts/stores.ts';
import { bucket, defineFunction } from '../platform/function.ts';
import { deleting, reading } from './subject-grants.ts';
import { isErasable } from './subject-store.ts';

/** After a restore: erases again who was erased since the moment that was restored. Only a person starts it. */
export const replayTombstonesFunction = defineFunction({
  name: 'replay-tombstones',
  module: 'privacy',
  class: 'control',
  entry: 'lambdas/privacy/replay-tombstones.handler.ts',
  grants: [
    bucket(tombstones, 'ListBucket'),
    ...reading(allTables.filter(isErasable)),
    ...deleting(allTables),
  ],
  settings: ['profile'],
  memory: 512,
  timeout: 300,
});
