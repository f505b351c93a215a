/**
 * What Lambda runs around a function's code: one process, one invocation. The response leaves by descriptor 3 in
 * Lambda's own form (JSON prelude, 8 zero bytes, body); descriptor 4 brings the invocation. Nobody tells it whether a
 * client still reads.
 */
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import type { Invocation } from './function-process.ts';

const preludeEnd = Buffer.alloc(8);

/** The stream that a streaming function writes its answer to. */
class ResponseStream extends Writable {
  private readonly out = new Socket({ fd: 3, readable: false, writable: true });
  private prelude: unknown;

  constructor() {
    super({ decodeStrings: true });
    this.out.on('error', () => undefined);
  }

  withPrelude(prelude: unknown): this {
    this.prelude = prelude;
    return this;
  }

  setContentType(type: string): void {
    this.prelude = { statusCode: 200, headers: { 'Content-Type': type } };
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.sendPrelude();
    this.out.write(chunk, () => done());
  }

  override _final(done: () => void): void {
    this.sendPrelude();
    this.out.end(done);
  }

  private sendPrelude(): void {
    if (this.prelude === undefined) return;
    this.out.write(Buffer.concat([Buffer.from(JSON.stringify(this.prelude)), preludeEnd]));
    this.prelude = undefined;
  }
}

type StreamingHandler = (event: unknown, response: ResponseStream, context: object) => Promise<unknown>;
const streamingHandlers = new WeakSet<object>();
const isStreaming = (handler: unknown): handler is StreamingHandler =>
  typeof handler === 'function' && streamingHandlers.has(handler);

Object.assign(globalThis, {
  awslambda: {
    streamifyResponse: (handler: StreamingHandler) => {
      streamingHandlers.add(handler);
      return handler;
    },
    HttpResponseStream: { from: (stream: ResponseStream, prelude: unknown) => stream.withPrelude(prelude) },
  },
});

const isInvocation = (message: unknown): message is Invocation =>
  typeof message === 'object' && message !== null && 'event' in message && 'deadline' in message;

const invoked = new Promise<Invocation>((resolve) => {
  process.on('message', (message) => {
    if (isInvocation(message)) resolve(message);
  });
});
process.on('disconnect', () => process.exit(1));
// Ctrl-C goes to all processes of a terminal; this one has an answer to finish.
process.on('SIGINT', () => undefined);

/** The export that Lambda's setting names; it must have been made by `streamifyResponse`. */
function load(): StreamingHandler {
  const [file = '', name = ''] = (process.env['_HANDLER'] ?? '').split('.');
  const folder = process.cwd();
  const code: Record<string, unknown> = createRequire(join(folder, 'index.js'))(join(folder, file));
  const handler = code[name];
  if (!isStreaming(handler)) throw new Error('The handler does not stream.');
  return handler;
}

try {
  const handler = load();
  const { event, context, deadline } = await invoked;
  const response = new ResponseStream();
  const getRemainingTimeInMillis = () => Math.max(0, deadline - Date.now());
  const finished = once(response, 'finish');
  await handler(event, response, { ...context, getRemainingTimeInMillis });
  await finished;
  process.exit(0);
} catch (error) {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  console.error(JSON.stringify({ level: 'ERROR', errorType: name, errorMessage: message, stack }));
  process.exit(1);
}
