import { accountRoutes } from '../../contracts/accounts/routes.ts';
import { accounts, identities, tokens } from '../../contracts/accounts/stores.ts';
import { platformRoutes } from '../../contracts/platform/routes.ts';
import { auditing } from '../platform/audit/grants.ts';
import { defineFunction, signIn, table } from '../platform/function.ts';

export const signInFunction = defineFunction({
  name: 'sign-in',
  module: 'accounts',
  class: 'control',
  routes: [platformRoutes.health, accountRoutes.signIn, accountRoutes.finishSignIn],
  grants: [
    signIn(),
    table(tokens, 'PutItem'),
    table(identities, 'GetItem'),
    table(accounts, 'GetItem'),
    ...auditing,
  ],
  settings: ['origin'],
});
