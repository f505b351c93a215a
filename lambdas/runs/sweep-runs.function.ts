import { machines } from '../../contracts/machines/stores.ts';
import { runs } from '../../contracts/runs/stores.ts';
import { defineFunction, everyMinutes, table } from '../platform/function.ts';

/** Ends runs whose machine is gone or silent, and those whose time is over. */
export const sweepRunsFunction = defineFunction({
  name: 'sweep-runs',
  module: 'runs',
  capability: 'runs',
  class: 'control',
  grants: [table(runs, 'Scan', 'UpdateItem'), table(machines, 'GetItem')],
  triggers: [everyMinutes(5)],
  timeout: 240,
});
