import { machines } from '../../contracts/machines/stores.ts';
import { defineFunction, everyMinutes, instances, table } from '../platform/function.ts';

/** Compares instances with records, both ways. */
export const reapMachinesFunction = defineFunction({
  name: 'reap-machines',
  module: 'machines',
  capability: 'machines',
  class: 'control',
  grants: [
    table(machines, 'Scan', 'UpdateItem'),
    instances('DescribeInstances', 'StopInstances', 'TerminateInstances'),
  ],
  triggers: [everyMinutes(10)],
  timeout: 240,
});
