import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** What both of Node's server requests are to us. */
export interface Incoming extends AsyncIterable<Uint8Array> {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly httpVersion: string;
  readonly headers: IncomingHttpHeaders;
}

/** What both of Node's server responses are to us. */
export interface Outgoing {
  readonly writableEnded: boolean;
  writeHead(status: number, headers: Record<string, string>): unknown;
  write(chunk: Uint8Array): boolean;
  end(): unknown;
  once(event: 'close' | 'drain', listener: () => void): unknown;
}

const bodyLimit = 25 * 1024 * 1024;

/** One request over HTTP/1.1 or HTTP/2, and its answer. */
export class Exchange {
  readonly id = randomUUID();
  readonly method: string;
  /** The path as it was sent (and signed), still encoded. */
  readonly path: string;
  readonly query: string;
  readonly protocol: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Fires when the caller closes before the answer has ended. */
  readonly closed: AbortSignal;
  sentBytes = 0;
  firstByteAt: number | undefined;
  private readonly outgoing: Outgoing;
  private readonly tearDown: () => void;
  private readonly incoming: Incoming;

  constructor(incoming: Incoming, outgoing: Outgoing, tearDown: () => void) {
    this.incoming = incoming;
    this.outgoing = outgoing;
    this.tearDown = tearDown;
    this.method = incoming.method ?? 'GET';
    const [path = '/', query = ''] = (incoming.url ?? '/').split('?', 2);
    this.path = path;
    this.query = query;
    this.protocol = `HTTP/${incoming.httpVersion}`;
    this.headers = plainHeaders(incoming.headers);
    const closing = new AbortController();
    this.closed = closing.signal;
    outgoing.once('close', () => {
      if (!outgoing.writableEnded) closing.abort();
    });
  }

  async readBody(): Promise<Buffer> {
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of this.incoming) {
      length += chunk.length;
      if (length > bodyLimit) throw new Error('The request is too large.');
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  }

  json(status: number, body: unknown, headers: Record<string, string> = {}): void {
    const bytes = Buffer.from(JSON.stringify(body));
    this.begin(status, {
      'content-type': 'application/json',
      'content-length': String(bytes.length),
      ...headers,
    });
    this.count(bytes);
    this.outgoing.write(bytes);
    this.outgoing.end();
  }

  /** An error as Bedrock's REST protocol writes it. */
  error(status: number, code: string, message: string): void {
    this.json(
      status,
      { message },
      { 'x-amzn-errortype': `${code}:http://internal.amazon.com/coral/com.amazon.bedrock/` },
    );
  }

  begin(status: number, headers: Record<string, string>): void {
    this.outgoing.writeHead(status, { 'x-amzn-requestid': this.id, ...headers });
  }

  /** Sends bytes of a stream, as fast as the caller takes them. */
  async write(bytes: Uint8Array): Promise<void> {
    this.closed.throwIfAborted();
    this.count(bytes);
    if (this.outgoing.write(bytes)) return;
    await new Promise<void>((resolve) => {
      this.outgoing.once('drain', resolve);
      this.outgoing.once('close', resolve);
    });
  }

  end(): void {
    this.outgoing.end();
  }

  /** Breaks the connection without a word. */
  reset(): void {
    this.tearDown();
  }

  private count(bytes: Uint8Array): void {
    this.firstByteAt ??= Date.now();
    this.sentBytes += bytes.length;
  }
}

/** HTTP/2 names the host otherwise; a signature always calls it `host`. */
function plainHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || name.startsWith(':')) continue;
    plain[name] = Array.isArray(value) ? value.join(',') : value;
  }
  const authority = headers[':authority'];
  if (typeof authority === 'string') plain['host'] ??= authority;
  return plain;
}
