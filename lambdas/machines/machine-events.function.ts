import { machines } from '../../contracts/machines/stores.ts';
import { defineFunction, stream, table, workflow } from '../platform/function.ts';
import { carriedOn } from './machines.ts';

/** A state that is written is a wish: the table's stream has its workflow started, so a writer that dies loses nothing. */
export const machineEventsFunction = defineFunction({
  name: 'machine-events',
  module: 'machines',
  capability: 'machines',
  class: 'control',
  grants: [
    table(machines, 'GetItem', 'UpdateItem'),
    workflow(carriedOn.launching, 'StartExecution', 'SendTaskSuccess'),
    workflow(carriedOn.starting, 'StartExecution', 'SendTaskSuccess'),
    workflow(carriedOn.stopping, 'StartExecution'),
    workflow(carriedOn.ending, 'StartExecution'),
  ],
  triggers: [stream(machines)],
  timeout: 60,
});
