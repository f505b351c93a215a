import * as z from 'zod/mini';
import { id } from '../ids.ts';
import { instant } from '../pages.ts';
import { secret } from '../spec/marks.ts';
import { defineTable } from '../spec/store.ts';

export const MAX_CREDENTIALS = 100;
export const credentialLabel = z.string().check(z.trim(), z.minLength(1), z.maxLength(60));
export const credentialValue = z.string().check(z.minLength(1), z.maxLength(8192));

/** The vault. Values are sealed with the credential key, leave by no route, and have no point-in-time restore. */
export const credentials = defineTable({
  name: 'credentials',
  capability: 'credentials',
  keys: { partition: 'userId', sort: 'credentialId' },
  restoreDays: 0,
  sealedWith: 'credentials',
  item: z.strictObject({
    userId: id('account'),
    credentialId: id('credential'),
    label: credentialLabel,
    value: secret(credentialValue),
    createdAt: instant,
    replacedAt: z.optional(instant),
  }),
  privacy: {
    category: 'credential',
    subject: { by: 'user' },
    export: 'items',
    erase: 'delete',
    atOnce: true,
  },
});
