import * as z from 'zod/mini';
import { id } from '../ids.ts';
import { expiry, instant, microCredits } from '../pages.ts';
import { internal, sealed } from '../spec/marks.ts';
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
    /** How many movements there were: the number of the last one. */
    movements: z.int().check(z.gte(0)),
    /** Seals what a movement says of when and what for: gone with this item, and nobody reads that any more. */
    key: internal(z.instanceof(Uint8Array)),
  }),
  privacy: {
    category: 'billing',
    label: 'Credit balance',
    subject: { by: 'customer' },
    export: 'items',
    erase: 'delete',
    retention: { kind: 'account' },
    holds: 'customer',
  },
});

/**
 * Every movement of credits, append-only; the sum is the balance. What is in clear is what tax law asks for
 * (`docs/decisions/pseudonyms.md`), and stands nowhere else that is kept.
 */
export const ledger = defineTable({
  name: 'ledger',
  keys: { partition: 'customerId', sort: 'entry' },
  ttl: 'expiresAt',
  sealedWith: 'customer',
  item: z.strictObject({
    customerId: id('customer'),
    /** Counts the movements of a customer. */
    entry: z.int().check(z.positive()),
    /** The month of the supply, all that is kept of when. */
    month: z.string().check(z.regex(/^\d{4}-\d{2}$/)),
    at: sealed(instant),
    /** Positive is a grant, negative a charge. */
    amount: microCredits,
    kind: z.enum(billedThings),
    /** What it paid for: the id of a turn, a machine, a run. */
    of: sealed(z.string()),
    /** The hold that it settled, or what it was granted for: a retry finds it. */
    once: sealed(z.string()),
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
