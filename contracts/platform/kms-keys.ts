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
  /** Hashes addresses; nobody can try them out without it. */
  addresses: { env: 'ADDRESSES_KEY_ARN' },
} as const;
export type KmsKeyId = keyof typeof kmsKeys;
