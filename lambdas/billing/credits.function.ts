import { balances, billingRoutes, ledger } from '../../contracts/billing.ts';
import { defineFunction, table } from '../platform/function.ts';

export const creditsFunction = defineFunction({
  name: 'credits',
  stack: 'billing',
  class: 'control',
  entry: 'lambdas/billing/credits.handler.ts',
  routes: Object.values(billingRoutes),
  grants: [table(balances, 'GetItem'), table(ledger, 'Query')],
});
