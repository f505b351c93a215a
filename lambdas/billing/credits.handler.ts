import { billingRoutes } from '../../contracts/billing/routes.ts';
import { handlerOf } from '../platform/http/endpoint.ts';
import { creditsOf, listMovements } from './credits.ts';
import { openLedger } from './ledger-store.ts';

const ledger = openLedger();

export const handler = handlerOf(billingRoutes, {
  readCredits: async ({ actor }) => creditsOf(await ledger.holds.read(actor.customerId)),
  listLedger: async (call) => listMovements(ledger, call),
});
