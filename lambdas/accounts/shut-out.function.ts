import { accounts, identities, tokens } from '../../contracts/accounts/stores.ts';
import { auditing } from '../platform/audit/grants.ts';
import { defineFunction, everyMinutes, index, table, userPool } from '../platform/function.ts';

/** Ends sessions and keys of whoever an operator locks at the identity service. */
export const shutOutFunction = defineFunction({
  name: 'shut-out',
  module: 'accounts',
  class: 'control',
  grants: [
    userPool('ListUsers'),
    table(identities, 'GetItem'),
    table(accounts, 'GetItem'),
    index(tokens, 'byUser'),
    table(tokens, 'DeleteItem'),
    ...auditing,
  ],
  // Five minutes are promised: two, and what a run may take.
  triggers: [everyMinutes(2)],
  timeout: 120,
});
