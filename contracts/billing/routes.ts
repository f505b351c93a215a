import * as z from 'zod/mini';
import { microCredits, pageOf, pageQuery } from '../pages.ts';
import { defineRoutes } from '../spec/route.ts';
import { ledger } from './stores.ts';

/** Below this many micro-credits the console warns: time to act before zero. */
export const LOW_BALANCE = 50_000_000;

export const billingRoutes = defineRoutes(
  { module: 'billing' },
  {
    readCredits: {
      at: 'GET /v1/credits',
      summary: 'Balance, what is held, and whether it runs low',
      permission: 'credits:read',
      answer: z.strictObject({
        balance: microCredits,
        available: microCredits,
        held: microCredits,
        level: z.enum(['good', 'low', 'empty']),
      }),
    },
    listLedger: {
      at: 'GET /v1/credits/ledger',
      summary: 'Every movement of your credits, newest first',
      permission: 'credits:read',
      query: pageQuery,
      answer: pageOf(z.omit(ledger.item, { customerId: true, month: true, once: true, expiresAt: true })),
    },
  },
);
