import * as z from 'zod';
import { categoryIds } from '../../policy/categories.ts';
import { id } from '../ids.ts';
import { instant } from '../pages.ts';

/** What an archive says of the sign-in: the identity service's own words. */
export const archiveIdentity = z.strictObject({
  attributes: z.record(z.string(), z.string()),
  createdAt: instant.optional(),
  status: z.string().optional(),
  /** What was remembered of sign-ins, the newest first: a place and a device are guesses. */
  signIns: z.array(
    z.strictObject({
      what: z.string().optional(),
      at: instant.optional(),
      outcome: z.string().optional(),
      risk: z.string().optional(),
      ipAddress: z.string().optional(),
      device: z.string().optional(),
      timezone: z.string().optional(),
      city: z.string().optional(),
      country: z.string().optional(),
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
      schema: z.string().optional(),
      category: z.enum(categoryIds),
      items: z.number().int(),
    }),
  ),
});
