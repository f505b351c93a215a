import { createServer as createHttp } from 'node:http';
import { createServer as createHttp2, type Http2Session } from 'node:http2';
import { createServer as createNet, type Socket } from 'node:net';
import { listen } from '../listen.ts';
import { Authorization } from '../permissions/authorization.ts';
import { administer, adminPrefix, type Bench } from './admin.ts';
import { serveBedrock } from './bedrock.ts';
import { ControlPlaneState } from './control-plane-state.ts';
import { Controls } from './controls.ts';
import { Exchange, type Incoming, type Outgoing } from './exchange.ts';
import { Streams } from './streams.ts';

export interface BedrockOptions {
  /** 0 takes a free one. */
  readonly port: number;
  /** The emulator that knows callers and permissions; without one, everybody may do everything. */
  readonly emulatorEndpoint?: string;
  /** Where the account settings are kept; without it, they end with the process. */
  readonly stateFile?: string;
  /** Milliseconds before each token; 15 without it. */
  readonly pace?: number;
}

const readablePace = 15;
/** How HTTP/2 begins when nothing was negotiated; no HTTP/1.1 method begins so. */
const http2Preface = 'PRI * HTTP/2.0';

/** Starts it on 127.0.0.1: Bedrock's runtime and control plane and the admin endpoint, on one port. */
export async function startBedrock(
  options: BedrockOptions,
): Promise<{ url: string; close: () => Promise<void> }> {
  const bench: Bench = {
    controls: new Controls(),
    streams: new Streams(),
    state: new ControlPlaneState(options.stateFile),
    pace: options.pace ?? readablePace,
  };
  const authorization =
    options.emulatorEndpoint === undefined ? undefined : new Authorization(options.emulatorEndpoint);
  const answer = (incoming: Incoming, outgoing: Outgoing, socket: Socket | undefined): void => {
    const exchange = new Exchange(incoming, outgoing, () => socket?.resetAndDestroy());
    const admin = exchange.path.startsWith(`${adminPrefix}/`);
    const served = admin ? administer(bench, exchange) : serveBedrock(bench, authorization, exchange);
    // What goes wrong before a request is read has nobody to be told.
    served.catch(() => exchange.reset());
  };
  const { listener, sockets } = bothProtocols(answer);
  const port = await listen(listener, options.port);
  const close = async (): Promise<void> => {
    authorization?.close();
    const ended = new Promise<void>((resolve) => listener.close(() => resolve()));
    for (const socket of sockets) socket.destroy();
    await ended;
  };
  return { url: `http://127.0.0.1:${port}`, close };
}

type Answer = (incoming: Incoming, outgoing: Outgoing, socket: Socket | undefined) => void;

/** A listener that gives each connection to HTTP/2 or HTTP/1.1 by its first bytes. */
function bothProtocols(answer: Answer) {
  const sockets = new Set<Socket>();
  const sessions = new WeakMap<Http2Session, Socket>();
  const http = createHttp((incoming, outgoing) => answer(incoming, outgoing, incoming.socket));
  const http2 = createHttp2((incoming, outgoing) => {
    const { session } = incoming.stream;
    answer(incoming, outgoing, session && sessions.get(session));
  });
  const listener = createNet((socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
    socket.once('readable', () => {
      const first: Buffer | null = socket.read();
      if (!first) return;
      socket.unshift(first);
      const isHttp2 = first.toString('latin1').startsWith(http2Preface.slice(0, first.length));
      if (isHttp2) http2.once('session', (session) => sessions.set(session, socket));
      (isHttp2 ? http2 : http).emit('connection', socket);
    });
  });
  return { listener, sockets };
}
