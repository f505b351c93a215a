import * as z from 'zod/mini';
import { categoryIds } from '../../policy/categories.ts';
import { id } from '../ids.ts';
import { instant } from '../pages.ts';

const absent = z.optional(z.never());
const line = { store: z.string(), category: z.enum(categoryIds) };
/** When a store was asked, and how. */
const asked = { askedAt: instant, how: z.string() };

/** What a receipt says of a store. A number in it is an answer of that store; where nobody can ask, it says why. */
export const receiptLine = z.union([
  /** Emptied: how many there were when its erasure began, or that there were some (`isCounted`), and that none is left. */
  z.strictObject({
    ...line,
    erased: z.union([z.int(), z.literal('some')]),
    left: z.literal(0),
    ...asked,
    stays: absent,
    uncounted: absent,
  }),
  /** Kept, or left to expire. */
  z.strictObject({
    ...line,
    left: z.int(),
    ...asked,
    stays: z.string(),
    erased: absent,
    uncounted: absent,
  }),
  /** Not kept by account, so that nobody can count; or under a number to which a count would lead. */
  z.strictObject({ ...line, uncounted: z.string(), stays: z.string(), erased: absent, left: absent }),
]);
export type ReceiptLine = z.infer<typeof receiptLine>;

/** A signed statement of what was erased and what stayed; `tools/verify-receipt` checks it with the public key alone. */
export const receiptDocument = z.strictObject({
  format: z.literal('cloister-erasure-receipt/3'),
  receiptId: id('receipt'),
  userId: id('account'),
  product: z.string(),
  requestedAt: instant,
  erasedAt: instant,
  stores: z.array(receiptLine),
  keys: z.array(z.strictObject({ purpose: z.enum(['content', 'credentials']), destroyedAt: instant })),
});
export type ReceiptDocument = z.infer<typeof receiptDocument>;
