import { runs } from '../../contracts/runs/stores.ts';
import { defineFunction, stream, table, workflow } from '../platform/function.ts';

/** Content functions have no way to Step Functions: the table's stream tells this one, by keys alone. */
export const runEventsFunction = defineFunction({
  name: 'run-events',
  module: 'runs',
  capability: 'runs',
  class: 'control',
  grants: [table(runs, 'GetItem'), workflow('run-agent', 'StartExecution', 'SendTaskSuccess')],
  triggers: [stream(runs)],
  timeout: 60,
});
