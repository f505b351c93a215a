import { accounts } from '../../contracts/accounts/stores.ts';
import { credentialRoutes } from '../../contracts/credentials/routes.ts';
import { credentials } from '../../contracts/credentials/stores.ts';
import { credentialKeys } from '../../contracts/platform/stores.ts';
import { auditing } from '../platform/audit/grants.ts';
import { defineFunction, key, table } from '../platform/function.ts';

export const credentialsFunction = defineFunction({
  name: 'credentials',
  module: 'credentials',
  capability: 'credentials',
  class: 'content',
  routes: Object.values(credentialRoutes),
  grants: [
    table(accounts, 'GetItem', 'ConditionCheckItem'),
    table(credentials, 'GetItem', 'PutItem', 'Query', 'DeleteItem'),
    table(credentialKeys, 'GetItem'),
    key('credentials', 'Decrypt'),
    ...auditing,
  ],
});
