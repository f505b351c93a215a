import { accounts, identities } from '../../contracts/accounts/stores.ts';
import { privacyRoutes } from '../../contracts/privacy/routes.ts';
import { erasures, receipts } from '../../contracts/privacy/stores.ts';
import { defineFunction, index, key, table, workflow } from '../platform/function.ts';

export const leavingFunction = defineFunction({
  name: 'leaving',
  module: 'privacy',
  class: 'control',
  routes: [privacyRoutes.closeAccount, privacyRoutes.restoreAccount, privacyRoutes.readReceipt],
  grants: [
    table(accounts, 'GetItem'),
    index(identities, 'byUser'),
    table(erasures, 'GetItem', 'PutItem', 'UpdateItem'),
    table(receipts, 'GetItem'),
    key('receipts', 'GetPublicKey'),
    workflow('erase', 'StartExecution'),
    workflow('restore', 'StartExecution'),
  ],
  settings: ['profile'],
});
