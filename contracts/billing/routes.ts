import * as z from 'zod/mini';
import { microCredits, pageOf, pageQuery } from '../pages.ts';
import { defineRoute } from '../spec/route.ts';
import { ledger } from './stores.ts';

const module = 'billing';
/** Below this many micro-credits the console warns: time to act before zero. */
export const LOW_BALANCE = 50_000_000;

export const billingRoutes = {
  readCredits: defineRoute({
    id: 'readCredits',
    method: 'GET',
    path: '/v1/credits',
    summary: 'Balance, what is held, and whether it runs low',
    module,
    permission: 'credits:read',
    status: 200,
    answer: z.strictObject({
      balance: microCredits,
      available: microCredits,
      held: microCredits,
      level: z.enum(['good', 'low', 'empty']),
    }),
  }),
  listLedger: defineRoute({
    id: 'listLedger',
    method: 'GET',
    path: '/v1/credits/ledger',
    summary: 'Every movement of your credits, newest first',
    module,
    permission: 'credits:read',
    query: pageQuery,
    status: 200,
    answer: pageOf(z.omit(ledger.item, { customerId: true, expiresAt: true })),
  }),
} as const;
