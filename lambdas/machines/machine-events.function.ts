import { machines } from '../../contracts/machines/stores.ts';
import { defineFunction, table } from '../platform/function.ts';
import { carriedOn } from './machines.ts';

/** A state that is written is a wish: the table's stream has its workflow started, so a writer that dies loses nothing. */
export const machineEventsFunction = defineFunction({
  name: 'machine-events',
  module: 'machines',
  capability: 'machines',
  class: 'control',
  entry: 'lambdas/machines/machine-events.handler.ts',
  grants: [
    table(machines, 'GetItem', 'UpdateItem'),
    { to: 'workflow', workflow: carriedOn.launching, actions: ['StartExecution', 'SendTaskSuccess'] },
    { to: 'workflow', workflow: carriedOn.starting, actions: ['StartExecution', 'SendTaskSuccess'] },
    { to: 'workflow', workflow: carriedOn.stopping, actions: ['StartExecution'] },
    { to: 'workflow', workflow: carriedOn.ending, actions: ['StartExecution'] },
  ],
  consumes: machines,
  timeout: 60,
});
