import { balances } from '../../contracts/billing/stores.ts';
import { defineFunction, everyMinutes, table } from '../platform/function.ts';

export const sweepHoldsFunction = defineFunction({
  name: 'sweep-holds',
  module: 'billing',
  class: 'control',
  grants: [table(balances, 'Scan', 'UpdateItem')],
  triggers: [everyMinutes(5)],
  // A million balances are 300 pages of 1 MB, some 10 s; the rest is for writes. What is left over waits five minutes.
  timeout: 240,
});
