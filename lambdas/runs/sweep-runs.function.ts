import { machines } from '../../contracts/machines.ts';
import { runs } from '../../contracts/runs.ts';
import { defineFunction, table } from '../platform/function.ts';

/** Ends runs whose machine is gone or silent, and those whose time is over. */
export const sweepRunsFunction = defineFunction({
  name: 'sweep-runs',
  stack: 'agents',
  capability: 'runs',
  class: 'control',
  entry: 'lambdas/runs/sweep-runs.handler.ts',
  grants: [table(runs, 'Scan', 'UpdateItem'), table(machines, 'GetItem')],
  everyMinutes: 5,
  timeout: 240,
});
