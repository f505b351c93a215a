import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';

/** Where a sealed value lives. It is bound into the value, so that a value moved anywhere else does not open. */
export interface SealedPlace {
  /** The store's logical name: it stays the same when a backup is restored under another physical name. */
  readonly table: string;
  readonly partition: string;
  readonly sort?: string | number;
  readonly attribute: string;
}

/** A value does not open: damaged, of another place, or of another key. Which of them, and what was in it, is not told. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
  constructor() {
    super('a sealed value does not open here');
  }
}

const CIPHER = 'aes-256-gcm';
const FORMAT = 1;
const HEADER_BYTES = 1 + 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** What sealing adds to a value: format, key version, nonce, tag. */
export const SEAL_OVERHEAD_BYTES = HEADER_BYTES + NONCE_BYTES + TAG_BYTES;

/**
 * Seals a value for one place with AES-256-GCM: format (1 byte), key version (u32), nonce, ciphertext, tag.
 * Nonces are random: one key may seal 2^32 values before the chance of a repeated one exceeds 2^-32, and no
 * account comes near that.
 */
export function seal(
  key: KeyObject,
  keyVersion: number,
  place: SealedPlace,
  plaintext: Uint8Array,
): Uint8Array {
  const header = headerOf(keyVersion);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(associatedData(keyVersion, place));
  return Buffer.concat([header, nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/** Opens what {@link seal} made for this place with this key and version; throws {@link SealBroken} otherwise. */
export function open(key: KeyObject, keyVersion: number, place: SealedPlace, value: Uint8Array): Uint8Array {
  const header = headerOf(keyVersion);
  if (value.length < SEAL_OVERHEAD_BYTES) throw new SealBroken();
  if (!header.equals(value.subarray(0, HEADER_BYTES))) throw new SealBroken();
  const nonce = value.subarray(HEADER_BYTES, HEADER_BYTES + NONCE_BYTES);
  const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(associatedData(keyVersion, place));
  decipher.setAuthTag(value.subarray(-TAG_BYTES));
  const plaintext = decipher.update(value.subarray(HEADER_BYTES + NONCE_BYTES, -TAG_BYTES));
  try {
    decipher.final();
  } catch {
    throw new SealBroken();
  }
  return plaintext;
}

/** The version of the key that a value was sealed with, read without opening it: re-encryption asks for it. */
export function keyVersionOf(value: Uint8Array): number {
  if (value.length < SEAL_OVERHEAD_BYTES || value[0] !== FORMAT) throw new SealBroken();
  return new DataView(value.buffer, value.byteOffset, value.byteLength).getUint32(1);
}

function headerOf(keyVersion: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt8(FORMAT);
  header.writeUInt32BE(keyVersion, 1);
  return header;
}

/**
 * Names the place in one text. Every part carries its length and the sort key its type, so that no two places have the
 * same text; format and key version are in it, so that nobody can change the header.
 */
function associatedData(keyVersion: number, { table, partition, sort, attribute }: SealedPlace): Buffer {
  const sorted =
    sort === undefined ? '-' : typeof sort === 'number' ? `n${part(String(sort))}` : `s${part(sort)}`;
  const text = `${FORMAT},${keyVersion},${part(table)}${part(partition)}${sorted}${part(attribute)}`;
  // A lone surrogate would become U+FFFD, the same bytes for different names.
  if (!text.isWellFormed()) throw new TypeError('a part of a sealed place is not well-formed text');
  return Buffer.from(text);
}

const part = (text: string): string => `${text.length}:${text}`;
