import * as z from 'zod/mini';
import { categoryIds } from '../../policy/categories.ts';
import { id } from '../ids.ts';
import { instant } from '../pages.ts';

/** A signed statement of what was erased and what stayed; `tools/verify-receipt` checks it with the public key alone. */
export const receiptDocument = z.strictObject({
  format: z.literal('cloister-erasure-receipt/1'),
  receiptId: id('receipt'),
  userId: id('account'),
  product: z.string(),
  requestedAt: instant,
  erasedAt: instant,
  stores: z.array(
    z.strictObject({
      store: z.string(),
      category: z.enum(categoryIds),
      erased: z.int(),
      /** Absent where nothing is kept by account, so that nobody can count. */
      left: z.optional(z.int()),
      stays: z.optional(z.string()),
    }),
  ),
  keys: z.array(z.strictObject({ purpose: z.enum(['content', 'credentials']), destroyedAt: instant })),
});
export type ReceiptDocument = z.infer<typeof receiptDocument>;
