import { billingRoutes } from '../../contracts/billing/routes.ts';
import { api, endpoint } from '../platform/http/endpoint.ts';
import { creditsOf, listMovements } from './credits.ts';
import { openLedger } from './ledger-store.ts';

const ledger = openLedger();

export const handler = api([
  endpoint({
    route: billingRoutes.readCredits,
    run: async ({ actor }) => creditsOf(await ledger.holds.read(actor.customerId)),
  }),
  endpoint({ route: billingRoutes.listLedger, run: async (call) => listMovements(ledger, call) }),
]);
