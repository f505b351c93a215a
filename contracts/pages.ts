import * as z from 'zod';

/** How lists are asked for: at most this many, from an opaque cursor. */
export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(512).optional(),
});

/** A page of a list and the cursor of the next one. */
export function pageOf<S extends z.ZodType>(item: S) {
  return z.strictObject({ items: z.array(item), next: z.string().optional() });
}

/** A moment in ISO 8601, UTC. */
export const instant = z.iso.datetime();
/** The epoch second at which an item goes. */
export const expiry = z.number().int().positive();
/** An amount in micro-credits; a millionth of a credit. */
export const microCredits = z.number().int();
