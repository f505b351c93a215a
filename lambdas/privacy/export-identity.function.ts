import { accounts } from '../../contracts/accounts/stores.ts';
import { transfer } from '../../contracts/privacy/stores.ts';
import { bucket, defineFunction, table, userPool } from '../platform/function.ts';

/** The one step of an export that asks the identity service; content functions have no way there. */
export const exportIdentityFunction = defineFunction({
  name: 'export-identity',
  module: 'privacy',
  class: 'control',
  entry: 'lambdas/privacy/export-identity.handler.ts',
  grants: [
    table(accounts, 'GetItem'),
    bucket(transfer, 'PutObject'),
    userPool('AdminGetUser', 'AdminListUserAuthEvents'),
  ],
});
