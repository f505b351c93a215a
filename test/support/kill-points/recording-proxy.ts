import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { listen } from '../../../local/doubles/listen.ts';

/** Where in a function's life it is killed: at its `call`-th AWS call, before AWS hears of it or after AWS has done it. */
export interface KillPoint {
  readonly call: number;
  readonly moment: 'before' | 'after';
}

/** A place on loopback that looks like AWS to one process, keeps the names of its calls, and can be its end. */
export interface RecordingProxy extends AsyncDisposable {
  readonly url: string;
  /** The calls in their order; never what is in them. */
  readonly calls: readonly string[];
}

/** Opens a proxy in front of the emulator. `kill` is called once, at the point; nothing is answered after it. */
export async function openProxy(
  emulator: string,
  point: KillPoint | undefined,
  kill: () => Promise<void>,
): Promise<RecordingProxy> {
  const calls: string[] = [];
  let killed = false;
  const end = async (response: ServerResponse) => {
    killed = true;
    await kill();
    response.destroy();
  };
  const pass = async (incoming: IncomingMessage, response: ServerResponse) => {
    const body = await buffer(incoming);
    if (killed) return void response.destroy();
    const isPoint = calls.push(nameOf(incoming, body)) === point?.call;
    if (isPoint && point.moment === 'before') return end(response);
    const answer = await forward(emulator, incoming, body);
    if (isPoint) return end(response);
    response.writeHead(answer.status, answer.headers).end(answer.body);
  };
  const server = createServer((incoming, response) => {
    pass(incoming, response).catch(() => response.destroy());
  });
  return {
    url: `http://127.0.0.1:${await listen(server, 0)}`,
    calls,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** A request with the headers that the process signed, its host among them. */
function forward(emulator: string, { method, url, rawHeaders }: IncomingMessage, body: Buffer) {
  return new Promise<{ status: number; headers: string[]; body: Buffer }>((resolve, reject) => {
    const { hostname, port } = new URL(emulator);
    const outgoing = send(
      { hostname, port, method, path: url, headers: rawHeaders, agent: false },
      (answer) => {
        const whole = ({ statusCode = 502, rawHeaders: headers }: IncomingMessage) =>
          buffer(answer).then((bytes) => ({ status: statusCode, headers, body: bytes }));
        whole(answer).then(resolve, reject);
      },
    );
    outgoing.once('error', reject).end(body);
  });
}

/** The operation that a call asks for, wherever its protocol names it. */
function nameOf({ method, url = '', headers }: IncomingMessage, body: Buffer): string {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return target.split('.').at(-1) ?? target;
  const named = /[?&]x-id=(\w+)/.exec(url) ?? /(?:^|&)Action=(\w+)/.exec(body.subarray(0, 2000).toString());
  return named?.[1] ?? (url.includes('list-type=') ? 'ListObjects' : `${method}`);
}
