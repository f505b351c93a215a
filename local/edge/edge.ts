import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { apiHeaders, siteHeaders } from '../../contracts/edge.ts';
import type { StackOutputs } from '../deployment/outputs.ts';
import { localRegion } from '../emulator/account.ts';
import { Gateway, headersToClient, viewerHeaders } from './gateway.ts';
import { readOutputs } from './outputs.ts';
import { Site } from './site.ts';
import { Streams, stream } from './streams.ts';

export interface EdgeOptions {
  /** 0 takes a free one. */
  readonly port: number;
  readonly emulatorEndpoint: string;
  /** Addresses that functions use besides the emulator's, as the SDK's variables name them. */
  readonly addresses: Readonly<Record<string, string>>;
  readonly outputs: StackOutputs;
  /** The built console. */
  readonly consoleFolder: string;
  readonly log: (line: string) => void;
}

/**
 * Plays CloudFront and API Gateway's streaming on 127.0.0.1: one origin for console and API. Everything that decides
 * stays with the emulator; it authorizes each request, and streams run only with the event that it made.
 */
export async function startEdge(options: EdgeOptions): Promise<{ url: string; close: () => Promise<void> }> {
  const { emulatorEndpoint, log } = options;
  const { publicApi, machineApi, functions, site } = readOutputs(options.outputs);
  const gateway = new Gateway(emulatorEndpoint);
  const streams = new Streams(functions, emulatorEndpoint, options.addresses);
  const config = { ...site, mailbox: `${emulatorEndpoint}/_ministack/ses/messages` };
  const pages = new Site(
    options.consoleFolder,
    config,
    siteHeaders({ region: localRegion, standIn: emulatorEndpoint }),
  );

  const passOn = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = 'GET', url = '/' } = request;
    const [path = '/'] = url.split('?');
    const toMachines = machineApi !== undefined && path.startsWith(`${machineApi}/vm/v1/`);
    if (!toMachines && !path.startsWith('/v1/')) return pages.serve(method, path, response);
    // A machine signed host and path as they are; a viewer's request takes the gateway's.
    const answer = toMachines
      ? await gateway.forward(request, url, request.headers)
      : await gateway.forward(request, `${publicApi}${url}`, viewerHeaders(request));
    for (const [name, value] of Object.entries(apiHeaders())) response.setHeader(name, value);
    const pool = streams.find(method, toMachines ? path.slice(machineApi.length) : path);
    if (pool && answer.statusCode === 200) return stream(pool, answer, response);
    response.writeHead(answer.statusCode ?? 502, headersToClient(answer));
    await pipeline(answer, response);
  };

  const working = new Set<Promise<void>>();
  const server = createServer((request, response) => {
    request.socket.setNoDelay(true);
    const work = passOn(request, response).catch((error: unknown) => {
      if (!request.destroyed || request.complete) log(`The edge could not answer: ${nameOf(error)}`);
      if (response.headersSent) response.destroy();
      else response.writeHead(502, { 'Cache-Control': 'no-store' }).end();
    });
    working.add(work);
    void work.finally(() => working.delete(work));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port, '127.0.0.1', resolve);
  });
  streams.prepare();
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : options.port;
  const close = async (): Promise<void> => {
    const ended = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    await Promise.all([...working]);
    await streams.close();
    server.closeAllConnections();
    await ended;
  };
  return { url: `http://localhost:${port}`, close };
}

/** What went wrong, without what the request held. */
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');
