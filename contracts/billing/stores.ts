import * as z from 'zod/mini';
import { id } from '../ids.ts';
import { expiry, instant, microCredits } from '../pages.ts';
import { defineTable } from '../spec/store.ts';

/** What a hold or a movement is for. */
export const billedThings = ['chat', 'machine', 'run', 'welcome', 'correction'] as const;

/** The balance of a billing subject with its open holds: `available = balance - sum(holds) >= 0`. */
export const balances = defineTable({
  name: 'balances',
  keys: { partition: 'customerId' },
  item: z.strictObject({
    customerId: id('customer'),
    balance: microCredits.check(z.gte(0)),
    available: microCredits.check(z.gte(0)),
    holds: z.record(
      z.string(),
      z.strictObject({ amount: microCredits.check(z.gte(0)), until: expiry, purpose: z.enum(billedThings) }),
    ),
  }),
  privacy: {
    category: 'billing',
    label: 'Credit balance',
    subject: { by: 'customer' },
    export: 'items',
    erase: 'delete',
    retention: { kind: 'account' },
  },
});

/** Every movement of credits, append-only; the sum is the balance. */
export const ledger = defineTable({
  name: 'ledger',
  keys: { partition: 'customerId', sort: 'entryId' },
  ttl: 'expiresAt',
  item: z.strictObject({
    customerId: id('customer'),
    entryId: z.string(),
    at: instant,
    /** Positive is a grant, negative a charge. */
    amount: microCredits,
    kind: z.enum(billedThings),
    /** What it paid for: the id of a turn, a machine, a run. */
    of: z.string(),
    model: z.optional(z.string()),
    priceFrom: z.optional(z.string()),
    inputTokens: z.optional(z.int()),
    outputTokens: z.optional(z.int()),
    seconds: z.optional(z.int()),
    estimated: z.optional(z.boolean()),
    expiresAt: expiry,
  }),
  privacy: {
    category: 'billing',
    label: 'Credit movements',
    subject: { by: 'customer' },
    export: 'items',
    erase: 'kept',
  },
});
