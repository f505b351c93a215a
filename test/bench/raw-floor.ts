import { createHash, createHmac } from 'node:crypto';
import { type ClientHttp2Session, connect } from 'node:http2';
import type { Writable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { benchCredentials, benchModel, benchRegion, type Candidate, sse } from './candidate.ts';

/** The least that can be done at all: HTTP/2, a signature and the event stream by hand. */
export function open(modelsUrl: string): Candidate {
  const session = connect(modelsUrl);
  const authority = new URL(modelsUrl).host;
  return {
    answer: (prompt, response) => answer(session, authority, prompt, response),
    close: () => session.close(),
  };
}

const path = `/model/${encodeURIComponent(benchModel)}/converse-stream`;
/** The signature encodes the path that is sent once more. */
const canonicalPath = path.split('/').map(encodeURIComponent).join('/');
async function answer(
  session: ClientHttp2Session,
  authority: string,
  prompt: string,
  response: Writable,
): Promise<void> {
  const body = JSON.stringify({ messages: [{ role: 'user', content: [{ text: prompt }] }] });
  const stream = session.request({ ':method': 'POST', ':path': path, ...signed(authority, body) });
  stream.end(body);
  let pending: Buffer = Buffer.alloc(0);
  let id = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    let frame = nextFrame(pending);
    while (frame) {
      pending = pending.subarray(frame.length);
      id += 1;
      relay(frame, id, response);
      frame = nextFrame(pending);
    }
  }
  response.end(sse('done', id + 1, {}));
}

function relay(frame: Frame, id: number, response: Writable): void {
  if (frame.type === 'contentBlockDelta') {
    const { delta } = JSON.parse(frame.payload) as { delta: { text?: string } };
    response.write(sse('delta', id, { text: delta.text }));
  }
  if (frame.type === 'metadata') {
    const { usage } = JSON.parse(frame.payload) as { usage: Record<string, number> };
    response.write(sse('usage', id, usage));
  }
}

interface Frame {
  readonly length: number;
  readonly type: string | undefined;
  readonly payload: string;
}

/** The first whole message: lengths, prelude checksum, headers, payload, checksum. */
function nextFrame(bytes: Buffer): Frame | undefined {
  if (bytes.length < 16) return undefined;
  const length = bytes.readUInt32BE(0);
  if (bytes.length < length) return undefined;
  if (crc32(bytes.subarray(0, length - 4)) !== bytes.readUInt32BE(length - 4))
    throw new Error('A frame of the model is damaged.');
  const headersEnd = 12 + bytes.readUInt32BE(4);
  const payload = bytes.toString('utf8', headersEnd, length - 4);
  return { length, type: eventType(bytes, headersEnd), payload };
}

/** The value of `:event-type`; all of Bedrock's headers are strings. */
function eventType(bytes: Buffer, end: number): string | undefined {
  let at = 12;
  while (at < end) {
    const nameEnd = at + 1 + bytes.readUInt8(at);
    const valueStart = nameEnd + 3;
    const valueEnd = valueStart + bytes.readUInt16BE(nameEnd + 1);
    if (bytes.toString('latin1', at + 1, nameEnd) === ':event-type')
      return bytes.toString('latin1', valueStart, valueEnd);
    at = valueEnd;
  }
  return undefined;
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

let key: { readonly day: string; readonly bytes: Buffer } | undefined;
/** The key of one day; made once. */
function signingKey(day: string): Buffer {
  if (key?.day !== day) {
    const dayKey = hmac(`AWS4${benchCredentials.secretAccessKey}`, day);
    key = { day, bytes: hmac(hmac(hmac(dayKey, benchRegion), 'bedrock'), 'aws4_request') };
  }
  return key.bytes;
}

/** Headers with a Signature Version 4. */
function signed(authority: string, body: string): Record<string, string> {
  const date = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const day = date.slice(0, 8);
  const payload = hash(body);
  const names = 'content-type;host;x-amz-content-sha256;x-amz-date';
  const headers = `content-type:application/json\nhost:${authority}\nx-amz-content-sha256:${payload}\nx-amz-date:${date}\n`;
  const scope = `${day}/${benchRegion}/bedrock/aws4_request`;
  const canonical = hash(`POST\n${canonicalPath}\n\n${headers}\n${names}\n${payload}`);
  const signature = hmac(signingKey(day), `AWS4-HMAC-SHA256\n${date}\n${scope}\n${canonical}`).toString(
    'hex',
  );
  return {
    'content-type': 'application/json',
    'x-amz-content-sha256': payload,
    'x-amz-date': date,
    authorization: `AWS4-HMAC-SHA256 Credential=${benchCredentials.accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
  };
}
