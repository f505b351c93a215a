import { erasures } from '../../contracts/privacy/stores.ts';
import { defineFunction, table } from '../platform/function.ts';

/** Starts what is due: windows that are over, and whatever was left half done. */
export const sweepErasuresFunction = defineFunction({
  name: 'sweep-erasures',
  module: 'privacy',
  class: 'control',
  entry: 'lambdas/privacy/sweep-erasures.handler.ts',
  grants: [
    table(erasures, 'Scan'),
    { to: 'workflow', workflow: 'erase', actions: ['StartExecution'] },
    { to: 'workflow', workflow: 'restore', actions: ['StartExecution'] },
  ],
  everyMinutes: 60,
  timeout: 300,
});
