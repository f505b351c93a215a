import {
  Agent,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request as send,
} from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

/** Belong to one connection, not to the message. */
const hopByHop = ['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'upgrade'];

/** So long a restart of the emulator may take: it writes its state, and reads it again. */
const PATIENCE_MS = 30_000;
const AGAIN_MS = 100;

/** The emulator's API Gateway. Each request has a connection of its own: a restart between two is then no fault. */
export class Gateway {
  private readonly emulator: URL;
  private readonly agent = new Agent({ keepAlive: false });

  constructor(emulatorEndpoint: string) {
    this.emulator = new URL(emulatorEndpoint);
  }

  /**
   * Passes a request on with its body. It goes on when the client leaves after it has sent everything. While the
   * emulator restarts, nobody takes the connection, so nothing of the request was heard and it is sent again.
   */
  async forward(
    incoming: IncomingMessage,
    path: string,
    headers: IncomingHttpHeaders,
  ): Promise<IncomingMessage> {
    const left = new AbortController();
    incoming.once('close', () => {
      if (!incoming.complete) left.abort(new Error('The client left in mid-request.'));
    });
    for (const until = Date.now() + PATIENCE_MS; ; ) {
      try {
        return await this.send(incoming, path, headers, left.signal);
      } catch (error) {
        const refused = error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED';
        if (!refused || left.signal.aborted || Date.now() > until) throw error;
        await pause(AGAIN_MS);
      }
    }
  }

  private send(
    incoming: IncomingMessage,
    path: string,
    headers: IncomingHttpHeaders,
    signal: AbortSignal,
  ): Promise<IncomingMessage> {
    const { hostname, port } = this.emulator;
    const kept = Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.includes(name)));
    return new Promise((resolve, reject) => {
      const outgoing = send(
        { hostname, port, agent: this.agent, method: incoming.method, path, headers: kept, signal },
        resolve,
      );
      outgoing.once('error', reject);
      // The body is read once: only when there is somebody to hear it.
      outgoing.once('socket', (socket) => socket.once('connect', () => incoming.pipe(outgoing)));
    });
  }
}

/** The headers of an answer that go on to the client. */
export const headersToClient = ({ headersDistinct }: IncomingMessage): OutgoingHttpHeaders =>
  Object.fromEntries(
    Object.entries(headersDistinct).flatMap(([name, values]) =>
      values === undefined || name === 'transfer-encoding' || hopByHop.includes(name) ? [] : [[name, values]],
    ),
  );

/** What CloudFront tells an origin of its viewer; the host is the origin's own. */
export function viewerHeaders(incoming: IncomingMessage): IncomingHttpHeaders {
  const { host: _, ...headers } = incoming.headers;
  const before = headers['x-forwarded-for'];
  const viewer = incoming.socket.remoteAddress ?? '127.0.0.1';
  return { ...headers, 'x-forwarded-for': before === undefined ? viewer : `${String(before)}, ${viewer}` };
}
