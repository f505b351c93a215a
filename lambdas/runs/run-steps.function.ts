import { machines } from '../../contracts/machines/stores.ts';
import { runs } from '../../contracts/runs/stores.ts';
import { defineFunction, machineQueues, table } from '../platform/function.ts';

/** The steps of a run's workflow: it knows ids and states, never a prompt. */
export const runStepsFunction = defineFunction({
  name: 'run-steps',
  module: 'runs',
  capability: 'runs',
  class: 'control',
  grants: [table(machines, 'GetItem'), table(runs, 'UpdateItem'), machineQueues('SendMessage')],
});
