import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { apiHeaders, siteHeaders } from '../../../contracts/site/edge.ts';
import type { StackOutputs } from '../../deployment/outputs.ts';
import { localRegion } from '../../emulator/account.ts';
import type { Serving } from '../double.ts';
import { listen } from '../listen.ts';
import { Gateway, headersToClient, viewerHeaders } from './gateway.ts';
import { readOutputs } from './outputs.ts';
import { isTooLarge, refuse, refuseUnread } from './refusals.ts';
import { Site } from './site.ts';
import { routeOf, Streams, stream } from './streams.ts';

export interface EdgeOptions {
  /** 0 takes a free one. */
  readonly port: number;
  readonly emulatorEndpoint: string;
  /** Addresses that functions use besides the emulator's, as the SDK's variables name them. */
  readonly addresses: Readonly<Record<string, string>>;
  readonly outputs: StackOutputs;
  readonly consoleFolder: string;
  readonly log: (line: string) => void;
}

export interface Edge {
  /** The origin of console and API. */
  readonly url: string;
  serving(): Serving;
  /** Takes no more requests, and ends when everything that was asked for has been answered and streams have finished. */
  close(): Promise<void>;
}

/**
 * Plays CloudFront and API Gateway's streaming on 127.0.0.1: one origin for console and API. Everything that decides
 * stays with the emulator; it authorizes each request, and streams run only with the event that it made.
 */
export async function startEdge(options: EdgeOptions): Promise<Edge> {
  const answers = new Answers(options);
  const working = new Set<Promise<void>>();
  let at = 0;
  const server = createServer((request, response) => {
    request.socket.setNoDelay(true);
    const work = answers.give(request, response).catch((error: unknown) => {
      if (!request.destroyed || request.complete)
        options.log(`The edge could not answer ${answers.routeOf(request)}: ${nameOf(error)}`);
      if (response.headersSent) response.destroy();
      else refuse(response, 'internal');
    });
    working.add(work);
    at = Date.now();
    void work.finally(() => {
      working.delete(work);
      at = Date.now();
    });
  });
  server.on('clientError', refuseUnread);
  const port = await listen(server, options.port);
  answers.streams.prepare();
  const close = async (): Promise<void> => {
    const ended = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    await Promise.all(working);
    await answers.streams.close();
    server.closeAllConnections();
    await ended;
  };
  return { url: `http://localhost:${port}`, serving: () => ({ open: working.size, at }), close };
}

/** What goes where: pages from the folder, the rest to the emulator. */
class Answers {
  readonly streams: Streams;
  private readonly gateway: Gateway;
  private readonly pages: Site;
  private readonly publicApi: string;
  private readonly machineApi: string | undefined;

  constructor({ emulatorEndpoint, addresses, outputs, consoleFolder }: EdgeOptions) {
    const { publicApi, machineApi, functions, site } = readOutputs(outputs);
    this.publicApi = publicApi;
    this.machineApi = machineApi;
    this.gateway = new Gateway(emulatorEndpoint);
    this.streams = new Streams(functions, emulatorEndpoint, addresses);
    const config = { ...site, mailbox: `${emulatorEndpoint}/_ministack/ses/messages` };
    const headers = siteHeaders({ region: localRegion, standIn: emulatorEndpoint });
    this.pages = new Site(consoleFolder, config, headers);
  }

  async give(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/' } = request;
    const [path = '/'] = url.split('?');
    const ofMachines = this.pathOfMachines(path);
    if (ofMachines === undefined && !path.startsWith('/v1/')) return this.pages.serve(method, path, response);
    if (isTooLarge(request)) return refuse(response, 'too_large');
    // A machine signed host and path as they are; a viewer's request takes the gateway's.
    const answer = await (ofMachines === undefined
      ? this.gateway.forward(request, `${this.publicApi}${url}`, viewerHeaders(request))
      : this.gateway.forward(request, url, request.headers));
    for (const [name, value] of Object.entries(apiHeaders())) response.setHeader(name, value);
    // The gateway of machines means it: there every method wants a signature.
    if (
      ofMachines === undefined &&
      answer.headers['x-amzn-errortype'] === 'MissingAuthenticationTokenException'
    ) {
      answer.resume();
      return refuse(response, 'not_found');
    }
    const pool = this.streams.find(method, ofMachines ?? path);
    if (pool && answer.statusCode === 200) return stream(pool, answer, response);
    response.writeHead(answer.statusCode ?? 502, headersToClient(answer));
    await pipeline(answer, response).catch((error: unknown) => {
      // A client that left closed it; what breaks off on the other side closes it with its error.
      if (response.errored !== null) throw error;
    });
  }

  /** The route that a request is for, as its contract has it: nothing of what its sender wrote. */
  routeOf({ method = 'GET', url = '/' }: IncomingMessage): string {
    const [path = '/'] = url.split('?');
    return routeOf(method, this.pathOfMachines(path) ?? path) ?? 'what no route is for';
  }

  /** The route's path, where it is one of the machines' API; the emulator's other addresses are not for here. */
  private pathOfMachines(path: string): string | undefined {
    const { machineApi } = this;
    return machineApi !== undefined && path.startsWith(`${machineApi}/machine/v1/`)
      ? path.slice(machineApi.length)
      : undefined;
  }
}

/** What went wrong, without what the request held. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error ? String(error.code) : error.name;
}
