import { accounts, identities } from '../../contracts/accounts/stores.ts';
import { defineFunction, everyMinutes, table, userPool } from '../platform/function.ts';

/** Takes addresses out of the user pool with which nobody opened an account. */
export const sweepNewcomersFunction = defineFunction({
  name: 'sweep-newcomers',
  module: 'accounts',
  class: 'control',
  grants: [
    userPool('ListUsers', 'AdminDisableUser', 'AdminEnableUser', 'AdminDeleteUser'),
    table(identities, 'GetItem'),
    table(accounts, 'GetItem'),
  ],
  // Half of a session (`SESSION_SECONDS`): who onboarded while the sign-in was locked has it back before it is needed.
  triggers: [everyMinutes(6 * 60)],
  // A page of 60 people is one request and 60 reads side by side, some 100 ms: half a million people in all.
  timeout: 900,
});
