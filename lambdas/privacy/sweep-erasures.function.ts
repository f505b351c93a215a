import { erasures } from '../../contracts/privacy/stores.ts';
import { defineFunction, everyMinutes, table, workflow } from '../platform/function.ts';

/** Starts what is due: windows that are over, and whatever was left half done. */
export const sweepErasuresFunction = defineFunction({
  name: 'sweep-erasures',
  module: 'privacy',
  class: 'control',
  grants: [
    table(erasures, 'Scan'),
    workflow('erase', 'StartExecution'),
    workflow('restore', 'StartExecution'),
  ],
  triggers: [everyMinutes(60)],
  timeout: 300,
});
