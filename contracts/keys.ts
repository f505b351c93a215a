import * as z from 'zod';
import { CONTENT_KEY_BACKUP_DAYS } from '../policy/retention.ts';
import { id } from './ids.ts';
import { instant } from './pages.ts';
import { internal } from './spec/marks.ts';
import { defineTable } from './spec/store.ts';

/** A data key of an account, wrapped by KMS; the encryption context names the account and the purpose. */
const wrappedKey = z.strictObject({
  userId: id('account'),
  version: z.number().int().positive(),
  wrapped: internal(z.instanceof(Uint8Array)),
  /** `recovery`: wrapped by the recovery key, which only the restore function may use. */
  state: z.enum(['active', 'recovery']),
  /** The account's key epoch of the last change of state: a late retry of an older change finds it and does nothing. */
  epoch: internal(z.number().int()),
  createdAt: instant,
});

/** The content key. One day of restore window: that is the published latency of an erasure. */
export const contentKeys = defineTable({
  name: 'content-keys',
  keys: { partition: 'userId' },
  restoreDays: CONTENT_KEY_BACKUP_DAYS,
  item: wrappedKey,
  privacy: {
    category: 'key',
    label: 'Wrapped key of your content',
    subject: { by: 'user' },
    export: 'items',
    erase: 'delete',
  },
});

/** The credential key. No restore window: destroyed means destroyed. */
export const credentialKeys = defineTable({
  name: 'credential-keys',
  keys: { partition: 'userId' },
  restoreDays: 0,
  item: wrappedKey,
  privacy: {
    category: 'key',
    label: 'Wrapped key of your credentials',
    subject: { by: 'user' },
    export: 'items',
    erase: 'delete',
  },
});

/** The KMS keys of a deployment, one a purpose. */
export const kmsKeys = {
  /** Wraps the accounts' content keys. */
  content: { env: 'CONTENT_KEY_ARN' },
  /** Wraps the accounts' credential keys. */
  credentials: { env: 'CREDENTIALS_KEY_ARN' },
  /** Wraps content keys of closing accounts. */
  recovery: { env: 'RECOVERY_KEY_ARN' },
  /** Encrypts tables, buckets, queues and logs at rest. */
  platform: { env: 'PLATFORM_KEY_ARN' },
  /** Signs receipts; the public half is published. */
  receipts: { env: 'RECEIPTS_KEY_ARN' },
} as const;
export type KmsKeyId = keyof typeof kmsKeys;
