import * as z from 'zod';
import { instant } from './pages.ts';
import { defineTable } from './spec/store.ts';

/** The last reading of the retention guard in each Region, and the last report of the purge. */
export const readings = defineTable({
  name: 'readings',
  keys: { partition: 'subject', sort: 'of' },
  item: z.strictObject({
    subject: z.enum(['retention-mode', 'purge']),
    of: z.string(),
    at: instant,
    good: z.boolean(),
    detail: z.string(),
  }),
  privacy: {
    category: 'operation',
    subject: { by: 'nobody', because: 'readings of the platform about itself' },
    export: { none: 'about nobody' },
    erase: 'kept',
  },
});
