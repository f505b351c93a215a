import * as z from 'zod/mini';
import { categoryIds } from '../../policy/categories.ts';
import { id } from '../ids.ts';
import { instant } from '../pages.ts';

/** What an archive says of the sign-in: the identity service's own words. */
export const archiveIdentity = z.strictObject({
  attributes: z.record(z.string(), z.string()),
  createdAt: z.optional(instant),
  status: z.optional(z.string()),
  /** What was remembered of sign-ins, the newest first: a place and a device are guesses. */
  signIns: z.array(
    z.strictObject({
      what: z.optional(z.string()),
      at: z.optional(instant),
      outcome: z.optional(z.string()),
      risk: z.optional(z.string()),
      ipAddress: z.optional(z.string()),
      device: z.optional(z.string()),
      timezone: z.optional(z.string()),
      city: z.optional(z.string()),
      country: z.optional(z.string()),
    }),
  ),
});
export type ArchiveIdentity = z.infer<typeof archiveIdentity>;

/** What an archive says of itself. */
export const archiveManifest = z.strictObject({
  format: z.literal('cloister-export/1'),
  product: z.string(),
  userId: id('account'),
  exportedAt: instant,
  files: z.array(
    z.strictObject({
      file: z.string(),
      /** None of what is no JSON of ours. */
      schema: z.optional(z.string()),
      category: z.enum(categoryIds),
      items: z.int(),
    }),
  ),
});
