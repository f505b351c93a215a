import * as z from 'zod/mini';

/** How lists are asked for: at most this many, from an opaque cursor. */
export const pageQuery = z.strictObject({
  limit: z._default(z.coerce.number().check(z.int(), z.gte(1), z.lte(100)), 50),
  cursor: z.optional(z.string().check(z.maxLength(512))),
});

/** A page of a list and the cursor of the next one. */
export function pageOf<S extends z.ZodMiniType>(item: S) {
  return z.strictObject({ items: z.array(item), next: z.optional(z.string()) });
}

/** A moment in ISO 8601, UTC. */
export const instant = z.iso.datetime();
/** The epoch second at which an item goes. */
export const expiry = z.int().check(z.positive());
/** An amount in micro-credits; a millionth of a credit. */
export const microCredits = z.int();
