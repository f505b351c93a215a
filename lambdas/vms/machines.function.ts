import { balances } from '../../contracts/billing.ts';
import { machineRoutes, machines } from '../../contracts/machines.ts';
import { auditing } from '../platform/audit/grants.ts';
import { defineFunction, table } from '../platform/function.ts';

const { readMachine, launchMachine, stopMachine, startMachine, endMachine } = machineRoutes;

/** What a person does with the machine: it writes what is wanted; the table's stream has it done. */
export const machinesFunction = defineFunction({
  name: 'machines',
  stack: 'vms',
  capability: 'machines',
  class: 'control',
  entry: 'lambdas/vms/machines.handler.ts',
  routes: [readMachine, launchMachine, stopMachine, startMachine, endMachine],
  grants: [table(machines, 'GetItem', 'PutItem', 'UpdateItem'), table(balances, 'GetItem'), ...auditing],
});
