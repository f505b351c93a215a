import { billingRoutes } from '../../contracts/billing/routes.ts';
import { balances, ledger } from '../../contracts/billing/stores.ts';
import { defineFunction, table } from '../platform/function.ts';

export const creditsFunction = defineFunction({
  name: 'credits',
  module: 'billing',
  class: 'control',
  routes: Object.values(billingRoutes),
  grants: [table(balances, 'GetItem'), table(ledger, 'Query')],
});
