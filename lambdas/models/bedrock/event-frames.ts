import { crc32 } from 'node:zlib';

/** One message of an AWS event stream: the headers that are texts, and the payload. */
export interface Frame {
  readonly headers: ReadonlyMap<string, string>;
  readonly payload: string;
}

/** Bytes that are no event stream. */
export class FrameBroken extends Error {
  override readonly name = 'FrameBroken';
}

const PRELUDE_BYTES = 12;
const CHECKSUM_BYTES = 4;
/** AWS sends at most 24 MB; a length beyond that is damage, not to be waited for. */
const LARGEST_BYTES = 24 * 1024 * 1024;
const TEXT = 7;

/** The messages of an event stream, as soon as each is whole. */
export async function* framesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  let pending: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    for (let length = lengthOf(pending); length !== undefined; length = lengthOf(pending)) {
      yield frameOf(pending.subarray(0, length));
      pending = pending.subarray(length);
    }
  }
  if (pending.length > 0) throw new FrameBroken('the stream ended within a message');
}

/** The length of the first message, once it is there as a whole. */
function lengthOf(bytes: Buffer): number | undefined {
  if (bytes.length < PRELUDE_BYTES) return undefined;
  const length = bytes.readUInt32BE(0);
  if (length < PRELUDE_BYTES + CHECKSUM_BYTES || length > LARGEST_BYTES)
    throw new FrameBroken('no length of a message');
  return bytes.length < length ? undefined : length;
}

/** Lengths (8 bytes) with their checksum, headers, payload, checksum. The last checksum covers the first. */
function frameOf(bytes: Buffer): Frame {
  const end = bytes.length - CHECKSUM_BYTES;
  if (crc32(bytes.subarray(0, end)) !== bytes.readUInt32BE(end))
    throw new FrameBroken('a message is damaged');
  const headersEnd = PRELUDE_BYTES + bytes.readUInt32BE(4);
  return { headers: headersOf(bytes, headersEnd), payload: bytes.toString('utf8', headersEnd, end) };
}

/** Name (length of 1 byte), type, value (length of 2 bytes). Bedrock's are all texts. */
function headersOf(bytes: Buffer, end: number): Map<string, string> {
  const headers = new Map<string, string>();
  let at = PRELUDE_BYTES;
  while (at < end) {
    const typeAt = at + 1 + bytes.readUInt8(at);
    if (bytes.readUInt8(typeAt) !== TEXT) throw new FrameBroken('a header that is no text');
    const valueAt = typeAt + 3;
    const next = valueAt + bytes.readUInt16BE(typeAt + 1);
    headers.set(bytes.toString('utf8', at + 1, typeAt), bytes.toString('utf8', valueAt, next));
    at = next;
  }
  return headers;
}
