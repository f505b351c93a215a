import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import {
  DecryptCommand,
  EncryptCommand,
  GenerateDataKeyWithoutPlaintextCommand,
  type KMSClient,
} from '@aws-sdk/client-kms';
import type { UserId } from '../../../../contracts/ids.ts';
import type { WrappedKey, WrappedKeyStore } from '../../../../lambdas/platform/keys/data-keys.ts';

/** Thrown where a test lets the process die. */
export class Killed extends Error {}

/** Counts calls, and dies before or after one of them. */
export class Script {
  readonly calls: string[] = [];
  dieAt: { readonly call: number; readonly when: 'before' | 'after' } | undefined;

  async run<T>(name: string, act: () => T): Promise<T> {
    const call = this.calls.push(name);
    if (this.dieAt?.call === call && this.dieAt.when === 'before') throw new Killed();
    const result = act();
    if (this.dieAt?.call === call) throw new Killed();
    await Promise.resolve();
    return result;
  }
}

/** A KMS of a few keys: wraps with AES-GCM under a key's name and the encryption context. */
export class FakeKms {
  private readonly secrets = new Map<string, Buffer>();
  private readonly script: Script;
  constructor(script = new Script()) {
    this.script = script;
  }

  get client(): KMSClient {
    return { send: (command: unknown) => this.send(command) } as unknown as KMSClient;
  }

  private send(command: unknown) {
    if (command instanceof GenerateDataKeyWithoutPlaintextCommand) {
      return this.script.run('generate', () => ({
        CiphertextBlob: this.wrap(command.input, randomBytes(32)),
      }));
    }
    if (command instanceof EncryptCommand) {
      const { Plaintext } = command.input;
      if (!Plaintext) throw new Error('nothing to encrypt');
      return this.script.run('encrypt', () => ({ CiphertextBlob: this.wrap(command.input, Plaintext) }));
    }
    if (command instanceof DecryptCommand) {
      const { CiphertextBlob } = command.input;
      if (!CiphertextBlob) throw new Error('nothing to decrypt');
      return this.script.run('decrypt', () => ({ Plaintext: this.unwrap(command.input, CiphertextBlob) }));
    }
    throw new Error('a KMS call that no test expects');
  }

  private wrap(to: KeyAndContext, plaintext: Uint8Array): Uint8Array {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.secretOf(to), nonce);
    return Buffer.concat([nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
  }

  private unwrap(from: KeyAndContext, blob: Uint8Array): Uint8Array {
    const decipher = createDecipheriv('aes-256-gcm', this.secretOf(from), blob.subarray(0, 12));
    decipher.setAuthTag(blob.subarray(-16));
    return Buffer.concat([decipher.update(blob.subarray(12, -16)), decipher.final()]);
  }

  private secretOf({ KeyId = '', EncryptionContext }: KeyAndContext): Buffer {
    const secret = this.secrets.get(KeyId) ?? randomBytes(32);
    this.secrets.set(KeyId, secret);
    const context = JSON.stringify([EncryptionContext?.['userId'], EncryptionContext?.['purpose']]);
    return createHash('sha256').update(secret).update(context).digest();
  }
}

interface KeyAndContext {
  readonly KeyId?: string | undefined;
  readonly EncryptionContext?: Record<string, string> | undefined;
}

/** Wrapped keys in memory. */
export class FakeKeyStore implements WrappedKeyStore {
  readonly keys = new Map<UserId, WrappedKey>();
  private readonly script: Script;
  constructor(script = new Script()) {
    this.script = script;
  }

  get(userId: UserId) {
    return this.script.run('get', () => this.keys.get(userId));
  }

  putNew(key: WrappedKey) {
    return this.script.run('putNew', () => {
      if (this.keys.has(key.userId)) return 'exists' as const;
      this.keys.set(key.userId, key);
      return 'put' as const;
    });
  }

  replace(read: WrappedKey, next: WrappedKey) {
    return this.script.run('replace', () => {
      const now = this.keys.get(read.userId);
      if (now?.state !== read.state || now.epoch !== read.epoch) return 'changed' as const;
      this.keys.set(next.userId, next);
      return 'replaced' as const;
    });
  }

  /** As an erasure empties the table. */
  async shred(userId: UserId) {
    await this.script.run('shred', () => this.keys.delete(userId));
  }
}
