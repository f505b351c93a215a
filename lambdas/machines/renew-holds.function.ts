import { machines } from '../../contracts/machines/stores.ts';
import { charging } from '../billing/grants.ts';
import { defineFunction, everyMinutes, table } from '../platform/function.ts';

/** Two minutes before a running machine's hold ends: the next one, or the stop. */
export const renewHoldsFunction = defineFunction({
  name: 'renew-holds',
  module: 'machines',
  capability: 'machines',
  class: 'control',
  grants: [table(machines, 'Scan', 'UpdateItem'), ...charging],
  triggers: [everyMinutes(1)],
  // Hundreds of renewals, of some 20 ms each; what is left over waits a minute.
  timeout: 55,
});
