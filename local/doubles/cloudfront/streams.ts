import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import * as z from 'zod';
import { routes } from '../../../contracts/routes.ts';
import type { Route } from '../../../contracts/spec/route.ts';
import { Deployed } from './deployed-function.ts';
import { FunctionPool } from './function-pool.ts';
import type { AnswerSink } from './function-process.ts';
import { refuse } from './refusals.ts';

const requestOf = z.looseObject({ requestContext: z.looseObject({ requestId: z.string() }) });

interface StreamingRoute {
  readonly method: string;
  readonly path: RegExp;
  readonly pool: FunctionPool;
}

/** The routes whose functions stream, and the processes of these functions. */
export class Streams {
  private readonly deployed: Deployed;
  private readonly pools = new Map<string, FunctionPool>();
  private readonly routes: readonly StreamingRoute[];

  /** `functions` holds function ARNs by route id. */
  constructor(
    functions: ReadonlyMap<string, string>,
    endpoint: string,
    others: Readonly<Record<string, string>>,
  ) {
    const addresses = { AWS_ENDPOINT_URL: endpoint, ...others };
    this.deployed = new Deployed(endpoint);
    for (const arn of functions.values()) {
      if (!this.pools.has(arn)) this.pools.set(arn, new FunctionPool(arn, this.deployed, addresses));
    }
    this.routes = [...functions].flatMap(([id, arn]) => {
      const route = (Object.values(routes) as readonly Route[]).find((candidate) => candidate.id === id);
      const pool = this.pools.get(arn);
      return route && pool ? [{ method: route.method, path: patternOf(route.path), pool }] : [];
    });
  }

  /** The processes behind a path, where it streams. */
  find(method: string, path: string): FunctionPool | undefined {
    return this.routes.find((route) => route.method === method && route.path.test(path))?.pool;
  }

  /** Starts what the first invocations will need. */
  prepare(): void {
    for (const pool of this.pools.values()) pool.prepare();
  }

  /** Waits until everything that streams has ended. */
  async close(): Promise<void> {
    await Promise.all([...this.pools.values()].map((pool) => pool.close()));
    await this.deployed.close();
  }
}

const patternOf = (path: string): RegExp => new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`);

/** A request's route by method and path template: `GET /v1/conversations/{conversationId}`. */
export function routeOf(method: string, path: string): string | undefined {
  const found = (Object.values(routes) as readonly Route[]).find(
    (route) => route.method === method && patternOf(route.path).test(path),
  );
  return found && `${method} ${found.path}`;
}

/** Runs a function with the event that the gateway gave, and sends the client what it answers, as it comes. */
export async function stream(
  pool: FunctionPool,
  event: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const parsed = requestOf.parse(await json(event));
  const sink: AnswerSink = {
    onHead: ({ status, headers }) => {
      if (response.destroyed) return;
      response.writeHead(status, headers);
      response.flushHeaders();
    },
    onBody: (chunk) => {
      // Where the client has left, the function goes on and nobody reads.
      if (!response.destroyed) response.write(chunk);
    },
  };
  const { requestId } = parsed.requestContext;
  const outcome = await pool.invoke(parsed, requestId, sink);
  if (response.headersSent) return outcome === 'ended' ? void response.end() : void response.destroy();
  // API Gateway's answer where a function gave none.
  refuse(response, outcome === 'timed-out' ? 'timed_out' : 'internal', requestId);
}
