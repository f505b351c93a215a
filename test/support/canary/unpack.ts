import { gunzipSync, inflateRawSync, inflateSync, constants as zlib } from 'node:zlib';

/** Bytes that were inside other bytes. */
export interface Unpacked {
  readonly encoding: string;
  readonly bytes: Buffer;
}

/** Whatever is packed somewhere in these bytes: compressed members at any place, base64, folded mail. */
export function* unpack(bytes: Buffer): Generator<Unpacked> {
  yield* compressed(bytes);
  yield* zipMembers(bytes);
  yield* base64Runs(bytes);
  yield* unfoldedMail(bytes);
}

type Inflate = (bytes: Buffer, options: { finishFlush: number; maxOutputLength: number }) => Buffer;

const starts: readonly [string, Buffer, Inflate][] = [
  ['gzip', Buffer.of(0x1f, 0x8b, 0x08), gunzipSync],
  // zlib: deflate with a window of 32 KB, at each level of compression.
  ...[0x01, 0x5e, 0x9c, 0xda].map((level): [string, Buffer, Inflate] => [
    'deflate',
    Buffer.of(0x78, level),
    inflateSync,
  ]),
];

function* compressed(bytes: Buffer): Generator<Unpacked> {
  for (const [encoding, magic, inflate] of starts) {
    for (let at = bytes.indexOf(magic); at >= 0; at = bytes.indexOf(magic, at + 1)) {
      const inside = inflated(inflate, bytes.subarray(at));
      if (inside) yield { encoding, bytes: inside };
    }
  }
  // Without a header there is nothing to look for, so only what begins with the bytes themselves.
  const raw = canBeDeflated(bytes) ? inflated(inflateRawSync, bytes) : undefined;
  if (raw) yield { encoding: 'deflate', bytes: raw };
}

/** Trying to inflate costs a tenth of a millisecond, and most pieces are JSON or sealed. */
function canBeDeflated(bytes: Buffer): boolean {
  if (bytes.length < 5 || bytes.subarray(0, 32).every((byte) => byte >= 0x09 && byte < 0x7f)) return false;
  const blockType = ((bytes[0] ?? 0) >> 1) & 3;
  // A stored block says its length twice, the second time inverted; there is no fourth type.
  return blockType === 0 ? (bytes.readUInt16LE(1) ^ bytes.readUInt16LE(3)) === 0xffff : blockType < 3;
}

const ZIP_MEMBER = Buffer.from('PK\x03\x04', 'latin1');
const ZIP_HEADER_BYTES = 30;
const ZIP_DEFLATED = 8;

function* zipMembers(bytes: Buffer): Generator<Unpacked> {
  for (let at = bytes.indexOf(ZIP_MEMBER); at >= 0; at = bytes.indexOf(ZIP_MEMBER, at + 1)) {
    if (at + ZIP_HEADER_BYTES > bytes.length || bytes.readUInt16LE(at + 8) !== ZIP_DEFLATED) continue;
    const data = at + ZIP_HEADER_BYTES + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
    const inside = inflated(inflateRawSync, bytes.subarray(data));
    if (inside) yield { encoding: 'zip', bytes: inside };
  }
}

/** What a decompressor makes of bytes that may end early or go on after the member; nothing when they are no such thing. */
function inflated(inflate: Inflate, bytes: Buffer): Buffer | undefined {
  try {
    const inside = inflate(bytes, { finishFlush: zlib.Z_SYNC_FLUSH, maxOutputLength: 2 ** 28 });
    return inside.length > 0 ? inside : undefined;
  } catch {
    return undefined;
  }
}

/** The shortest gzip of a mark. Shorter base64 is found as it stands, and paths and names look like it. */
const MIN_RUN = 40;
const inBase64 = new Uint8Array(256);
for (const char of Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_'))
  inBase64[char] = 1;

function* base64Runs(bytes: Buffer): Generator<Unpacked> {
  const isRun = (at: number) => inBase64[bytes[at] ?? 0] === 1;
  // A run of that length reaches over one of these places, so the bytes between them are looked at only around it.
  for (let at = MIN_RUN - 1; at < bytes.length; at += MIN_RUN) {
    if (!isRun(at)) continue;
    let start = at;
    while (start > 0 && isRun(start - 1)) start -= 1;
    let end = at + 1;
    while (end < bytes.length && isRun(end)) end += 1;
    if (end - start >= MIN_RUN)
      yield { encoding: 'base64', bytes: Buffer.from(bytes.toString('latin1', start, end), 'base64') };
    // The next place is the first one beyond it.
    at += Math.floor((end - at) / MIN_RUN) * MIN_RUN;
  }
}

const MAIL = Buffer.from('Content-Transfer-Encoding', 'latin1');

/** Mail breaks its lines, also within base64 and words; a mail kept in JSON has the breaks escaped. */
function* unfoldedMail(bytes: Buffer): Generator<Unpacked> {
  if (!bytes.includes(MAIL)) return;
  const unfolded = bytes.toString('latin1').replaceAll(/=?(?:\r?\n|\\r\\n|\\n)/g, '');
  if (unfolded.length < bytes.length) yield { encoding: 'mail', bytes: Buffer.from(unfolded, 'latin1') };
}
