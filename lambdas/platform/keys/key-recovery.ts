import { DecryptCommand, EncryptCommand, type KMSClient } from '@aws-sdk/client-kms';
import type { UserId } from '../../../contracts/ids.ts';
import { encryptionContext, type WrappedKey, type WrappedKeyStore } from './data-keys.ts';

/** The recovery KMS key and the content keys that go under it. */
export interface RecoveryWrapping {
  readonly kms: KMSClient;
  readonly recoveryKeyArn: string;
  readonly contentKeys: WrappedKeyStore;
}

/** What became of a change: made now or before; no key left to change; a later epoch has decided otherwise. */
export type RecoveryOutcome = 'done' | 'absent' | 'superseded';

/*
 * A content key in recovery is wrapped twice: the blob that the content KMS key made is encrypted once more by the
 * recovery KMS key. So the data key itself appears nowhere while an account closes or comes back, neither side can
 * open content with one KMS key alone, and closing needs only Encrypt, coming back only Decrypt, on the recovery key.
 * (ReEncrypt would need both KMS keys in one role, each way.)
 *
 * Both changes are: read, one KMS call that stores nothing, one conditional write. Killed before the write, nothing
 * has happened; killed after it, a retry reads the new state and is done. Two at once: the second finds the item
 * changed, reads again and is done. The epoch, which the account raises before each change, makes a retry that
 * arrives after the opposite change do nothing.
 */

const recoveryKey = ({ recoveryKeyArn }: RecoveryWrapping, userId: UserId) => ({
  KeyId: recoveryKeyArn,
  EncryptionContext: encryptionContext(userId, 'recovery'),
});

/** Puts the content key of a closing account under the recovery key. `keyEpoch`: raised by closing. */
export function rewrapForRecovery(
  wrapping: RecoveryWrapping,
  userId: UserId,
  keyEpoch: number,
): Promise<RecoveryOutcome> {
  return change(wrapping.contentKeys, userId, { state: 'recovery', epoch: keyEpoch }, async ({ wrapped }) => {
    const encrypt = new EncryptCommand({ ...recoveryKey(wrapping, userId), Plaintext: wrapped });
    return (await wrapping.kms.send(encrypt)).CiphertextBlob;
  });
}

/** Gives a restored account its content key back. `keyEpoch`: raised by restoring. */
export function rewrapFromRecovery(
  wrapping: RecoveryWrapping,
  userId: UserId,
  keyEpoch: number,
): Promise<RecoveryOutcome> {
  return change(wrapping.contentKeys, userId, { state: 'active', epoch: keyEpoch }, async ({ wrapped }) => {
    const decrypt = new DecryptCommand({ ...recoveryKey(wrapping, userId), CiphertextBlob: wrapped });
    return (await wrapping.kms.send(decrypt)).Plaintext;
  });
}

async function change(
  keys: WrappedKeyStore,
  userId: UserId,
  to: Pick<WrappedKey, 'state' | 'epoch'>,
  rewrap: (key: WrappedKey) => Promise<Uint8Array | undefined>,
): Promise<RecoveryOutcome> {
  const read = await keys.get(userId);
  if (!read) return 'absent';
  if (read.epoch >= to.epoch)
    return read.epoch === to.epoch && read.state === to.state ? 'done' : 'superseded';
  // In that state already, from an earlier change whose opposite never came to pass: only the epoch moves.
  const wrapped = read.state === to.state ? read.wrapped : await rewrap(read);
  if (!wrapped) throw new Error('KMS answered without a wrapped key');
  const outcome = await keys.replace(read, { ...read, ...to, wrapped: Uint8Array.from(wrapped) });
  return outcome === 'replaced' ? 'done' : change(keys, userId, to, rewrap);
}
