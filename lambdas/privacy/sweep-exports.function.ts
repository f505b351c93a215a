import { exportsTable, transfer } from '../../contracts/privacy/stores.ts';
import { bucket, defineFunction, everyMinutes, table } from '../platform/function.ts';
import { EXPORT_SWEEP_MINUTES } from './exports.ts';

/** Removes archives before their 24 hours are over: a lifecycle of S3 counts whole days from the next midnight, up to 48. */
export const sweepExportsFunction = defineFunction({
  name: 'sweep-exports',
  module: 'privacy',
  class: 'control',
  grants: [bucket(transfer, 'ListBucket', 'DeleteObject'), table(exportsTable, 'GetItem')],
  triggers: [everyMinutes(EXPORT_SWEEP_MINUTES)],
  timeout: 300,
});
