import { accounts } from '../../contracts/accounts/stores.ts';
import { balances } from '../../contracts/billing/stores.ts';
import { machineRoutes } from '../../contracts/machines/routes.ts';
import { machines } from '../../contracts/machines/stores.ts';
import { auditing } from '../platform/audit/grants.ts';
import { defineFunction, table } from '../platform/function.ts';

const { readMachine, launchMachine, stopMachine, startMachine, endMachine } = machineRoutes;

/** What a person does with the machine: it writes what is wanted; the table's stream has it done. */
export const machinesFunction = defineFunction({
  name: 'machines',
  module: 'machines',
  capability: 'machines',
  class: 'control',
  routes: [readMachine, launchMachine, stopMachine, startMachine, endMachine],
  grants: [
    table(accounts, 'GetItem', 'ConditionCheckItem'),
    table(machines, 'GetItem', 'PutItem', 'UpdateItem'),
    table(balances, 'GetItem'),
    ...auditing,
  ],
});
