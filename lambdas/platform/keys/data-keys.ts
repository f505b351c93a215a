import { createSecretKey } from 'node:crypto';
import { DecryptCommand, GenerateDataKeyWithoutPlaintextCommand, type KMSClient } from '@aws-sdk/client-kms';
import type { UserId } from '../../../contracts/ids.ts';
import type { contentKeys } from '../../../contracts/platform/stores.ts';
import type { DataKeyPurpose, ItemOf } from '../../../contracts/spec/store.ts';
import { Problem } from '../http/problem.ts';
import { DataKeyCache } from './data-key-cache.ts';
import type { DataKey } from './sealed-items.ts';

/** A data key as it is stored: only KMS can unwrap it. */
export type WrappedKey = ItemOf<typeof contentKeys>;

/** Where the wrapped keys of one purpose lie; reads are consistent. */
export interface WrappedKeyStore {
  get(userId: UserId): Promise<WrappedKey | undefined>;
  putNew(key: WrappedKey): Promise<'put' | 'exists'>;
  /** Puts `next` only while what lies there is still in the state and epoch of `read`. */
  replace(read: WrappedKey, next: WrappedKey): Promise<'replaced' | 'changed'>;
}

/** One KMS key and the purpose of what it wraps. */
export interface KeyMaker {
  readonly kms: KMSClient;
  readonly kmsKeyArn: string;
  readonly purpose: DataKeyPurpose;
}

/** One KMS key and what it wraps. */
export interface KeyWrapping extends KeyMaker {
  readonly store: WrappedKeyStore;
}

/** The encryption context of a wrapped key: KMS refuses to unwrap it for another account or purpose. */
export const encryptionContext = (userId: UserId, purpose: DataKeyPurpose | 'recovery') => ({
  userId,
  purpose,
});

/**
 * The account has no usable key: it was shredded, waits in recovery, or the request is of an older key epoch. Each of
 * them means to the caller that the account is closing.
 */
export class KeyUnavailable extends Problem {
  override readonly name = 'KeyUnavailable';
  readonly reason: 'absent' | 'recovery' | 'stale';
  constructor(reason: KeyUnavailable['reason']) {
    super('account_closing');
    this.reason = reason;
  }
}

/** Whose a key is, at the epoch at which a request was authenticated. */
interface KeyOwner {
  readonly userId: UserId;
  readonly keyEpoch: number;
}

/** Makes an account's data key without ever seeing it, so that a control function may. It is stored nowhere yet. */
export async function makeDataKey(
  { kms, kmsKeyArn, purpose }: KeyMaker,
  { userId, keyEpoch }: KeyOwner,
  now: Date,
): Promise<WrappedKey> {
  const made = await kms.send(
    new GenerateDataKeyWithoutPlaintextCommand({
      KeyId: kmsKeyArn,
      KeySpec: 'AES_256',
      EncryptionContext: encryptionContext(userId, purpose),
    }),
  );
  if (!made.CiphertextBlob) throw new Error('KMS answered without a wrapped key');
  return {
    userId,
    version: 1,
    wrapped: Uint8Array.from(made.CiphertextBlob),
    state: 'active',
    epoch: keyEpoch,
    createdAt: now.toISOString(),
  };
}

/**
 * Makes and stores an account's data key where it has none.
 * Killed between its two calls it leaves nothing: the unstored key is lost, a retry makes another.
 * Killed after the second, a retry finds the key and keeps it.
 */
export async function createDataKey(
  wrapping: KeyWrapping,
  account: KeyOwner,
  now: Date,
): Promise<'created' | 'exists'> {
  if (await wrapping.store.get(account.userId)) return 'exists';
  const put = await wrapping.store.putNew(await makeDataKey(wrapping, account, now));
  return put === 'put' ? 'created' : 'exists';
}

/** Unwraps the data keys of one purpose, for content functions. */
export class DataKeys {
  private readonly wrapping: KeyWrapping;
  private readonly cache: DataKeyCache | undefined;

  /** @param clock milliseconds, for the cache's five minutes */
  constructor(wrapping: KeyWrapping, clock: () => number = Date.now) {
    this.wrapping = wrapping;
    // Credential keys are never cached: destroying one must take effect with the next request.
    this.cache = wrapping.purpose === 'content' ? new DataKeyCache(clock) : undefined;
  }

  /**
   * The account's data key.
   * @throws {@link KeyUnavailable}
   */
  async open({ userId, keyEpoch }: KeyOwner): Promise<DataKey> {
    const cached = this.cache?.get(userId, keyEpoch);
    if (cached) return cached;
    const stored = await this.wrapping.store.get(userId);
    if (!stored) throw new KeyUnavailable('absent');
    if (stored.epoch > keyEpoch) throw new KeyUnavailable('stale');
    if (stored.state === 'recovery') throw new KeyUnavailable('recovery');
    const opened = { key: await this.unwrap(stored), version: stored.version };
    this.cache?.put(userId, keyEpoch, opened);
    return opened;
  }

  private async unwrap({ userId, wrapped }: WrappedKey) {
    const { kms, kmsKeyArn, purpose } = this.wrapping;
    const { Plaintext: plaintext } = await kms.send(
      new DecryptCommand({
        KeyId: kmsKeyArn,
        CiphertextBlob: wrapped,
        EncryptionContext: encryptionContext(userId, purpose),
      }),
    );
    if (!plaintext) throw new Error('KMS answered without a key');
    const key = createSecretKey(plaintext);
    plaintext.fill(0);
    return key;
  }
}
