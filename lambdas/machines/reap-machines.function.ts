import { machines } from '../../contracts/machines/stores.ts';
import { defineFunction, table } from '../platform/function.ts';

/** Compares instances with records, both ways. */
export const reapMachinesFunction = defineFunction({
  name: 'reap-machines',
  module: 'machines',
  capability: 'machines',
  class: 'control',
  entry: 'lambdas/machines/reap-machines.handler.ts',
  grants: [
    table(machines, 'Scan', 'UpdateItem'),
    { to: 'machines', actions: ['DescribeInstances', 'StopInstances', 'TerminateInstances'] },
  ],
  everyMinutes: 10,
  timeout: 240,
});
