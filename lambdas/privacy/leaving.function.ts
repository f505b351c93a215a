import { accounts } from '../../contracts/accounts.ts';
import { erasures, privacyRoutes, receipts } from '../../contracts/privacy.ts';
import { defineFunction, key, table } from '../platform/function.ts';

export const leavingFunction = defineFunction({
  name: 'leaving',
  stack: 'privacy',
  class: 'control',
  entry: 'lambdas/privacy/leaving.handler.ts',
  routes: [privacyRoutes.closeAccount, privacyRoutes.restoreAccount, privacyRoutes.readReceipt],
  grants: [
    table(accounts, 'GetItem'),
    table(erasures, 'GetItem', 'PutItem', 'UpdateItem'),
    table(receipts, 'GetItem'),
    key('receipts', 'GetPublicKey'),
    { to: 'workflow', workflow: 'erase', actions: ['StartExecution'] },
    { to: 'workflow', workflow: 'restore', actions: ['StartExecution'] },
  ],
  settings: ['profile'],
});
