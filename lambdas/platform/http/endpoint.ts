import middy from '@middy/core';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { accounts, tokens } from '../../../contracts/accounts/stores.ts';
import type { AnswerOf, Route } from '../../../contracts/spec/route.ts';
import { keysOf } from '../../../policy/keys-of.ts';
import { type Caller, refusal } from '../auth/actor.ts';
import { authenticate } from '../auth/authenticate.ts';
import { documents } from '../aws/clients.ts';
import { env } from '../env.ts';
import { whole } from '../invocation.ts';
import { describeError, log } from '../observe.ts';
import { type Call, headersOf, instanceOf, parseInput } from './call.ts';
import { Problem, shapes } from './problem.ts';

/** An answer with more than its body. */
export class Reply<Body> {
  readonly body: Body;
  readonly cookies: readonly string[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(body: Body, cookies: readonly string[], headers: Readonly<Record<string, string>> = {}) {
    this.body = body;
    this.cookies = cookies;
    this.headers = headers;
  }
}
export const redirect = (to: string, cookies: readonly string[]): Reply<undefined> =>
  new Reply(undefined, cookies, { Location: to });

/** What `run` gives: the answer's body, alone or in a `Reply`. Where the contract has no answer, whatever it is is not sent. */
type Given<Body> = Body extends undefined ? unknown : Body | Reply<Body>;

/** A route and what it does. Permission, validation and errors are the contract's and the platform's. */
export interface Endpoint<R extends Route = Route> {
  readonly route: R;
  readonly run: (call: Call<R>) => Promise<Given<AnswerOf<R>>>;
}

/** An endpoint as its function serves it. */
export interface Served<Result> {
  readonly route: Route;
  readonly serve: (event: APIGatewayProxyEvent) => Promise<Result>;
}

/** Binds what a route does to its contract. */
export function endpoint<const R extends Route>({ route, run }: Endpoint<R>): Served<APIGatewayProxyResult> {
  return {
    route,
    serve: async (event) => {
      const call = await receive(route, event);
      return toResult(route, await run(call), call.requestId);
    },
  };
}

/** Finds the endpoint that an event is for, by method and path template, and refuses in the shape of its route. */
export function router<Result>(endpoints: readonly Served<Result>[]) {
  const byRoute = new Map(endpoints.map((one) => [`${one.route.method} ${one.route.path}`, one]));
  const find = (event: APIGatewayProxyEvent) => byRoute.get(`${event.httpMethod} ${event.resource}`);
  return {
    serve: async (event: APIGatewayProxyEvent): Promise<Result> => {
      const found = find(event);
      if (found === undefined) throw new Problem('not_found');
      return found.serve(event);
    },
    refuse: ({ error, event, context }: Failed) => refuse(error, event, context, find(event)?.route),
  };
}

interface Failed {
  readonly error: unknown;
  readonly event: APIGatewayProxyEvent;
  readonly context: Context;
}

/**
 * middy answers 500 a few milliseconds before the limit, unless it is told not to, and the handler goes on behind that
 * answer. Lambda's own limit ends process and work together.
 */
export const untilItsLimit = { timeoutEarlyInMillis: 0 } as const;

export function api(endpoints: readonly Served<APIGatewayProxyResult>[]) {
  const routed = router(endpoints);
  return middy<APIGatewayProxyEvent, APIGatewayProxyResult>(untilItsLimit)
    .handler(whole(routed.serve))
    .onError((request) => {
      request.response = routed.refuse(request);
    });
}

/** The handler of a function by what it does for each of its routes. */
export function handlerOf<const Routes extends Readonly<Record<string, Route>>>(
  routes: Routes,
  acts: { readonly [Id in keyof Routes]?: Endpoint<Routes[Id]>['run'] },
) {
  const served = (id: keyof Routes & string) => {
    const run = acts[id];
    return run === undefined ? [] : endpoint<Routes[keyof Routes & string]>({ route: routes[id], run });
  };
  return api(keysOf(acts).flatMap(served));
}

/** Who calls and with what: authenticated, permitted, parsed. Throws a `Problem` before anything was done. */
export async function receive<R extends Route>(
  route: R,
  event: APIGatewayProxyEvent,
  signal = new AbortController().signal,
): Promise<Call<R>> {
  const headers = headersOf(event);
  const now = Date.now();
  const actor = await callerOf(route, headers, now);
  const instanceId = route.permission === 'machine' ? instanceOf(event) : undefined;
  if (route.permission === 'machine' && instanceId === undefined) throw new Problem('forbidden');
  const input = parseInput(route, event, headers);
  const { requestId } = event.requestContext;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- parsed by this very route's schemas, and admitted by its permission
  return { actor, ...input, headers, requestId, now, instanceId, signal } as unknown as Call<R>;
}

/** Who calls, admitted as of now. Throws a `Problem`. */
export async function callerOf(
  route: Route,
  headers: Record<string, string | undefined>,
  now: number,
): Promise<Caller | undefined> {
  if (route.permission === 'public' || route.permission === 'machine') return undefined;
  const auth = { documents, table: env(tokens.env), accounts: env(accounts.env), origin: env('ORIGIN') };
  const caller = await authenticate(auth, route.method, headers, now);
  const refused = refusal(route, caller, now);
  if (refused !== undefined) throw new Problem(refused);
  return caller;
}

const securityHeaders = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
} as const;

function toResult(route: Route, answer: unknown, requestId: string): APIGatewayProxyResult {
  const { body, cookies, headers } = answer instanceof Reply ? answer : new Reply(answer, []);
  return {
    statusCode: route.status,
    headers: {
      ...securityHeaders,
      ...(route.answer === undefined ? {} : { 'Content-Type': 'application/json' }),
      'X-Request-Id': requestId,
      ...headers,
    },
    ...(cookies.length === 0 ? {} : { multiValueHeaders: { 'Set-Cookie': [...cookies] } }),
    // Parsing the answer too: an attribute that the contract does not name cannot slip out.
    body: route.answer === undefined ? '' : JSON.stringify(route.answer.parse(body)),
  };
}

/** The answer to a request that failed; logs what is ours to mend, without anything the caller sent. */
function refuse(error: unknown, event: APIGatewayProxyEvent, context: Context, route: Route | undefined) {
  const requestId = event.requestContext?.requestId ?? context.awsRequestId;
  if (!(error instanceof Problem)) {
    log('error', 'request failed', {
      requestId,
      route: `${event.httpMethod} ${event.resource}`,
      ...describeError(error),
    });
  }
  const { status, type, body } = shapes[route?.errors ?? 'problem'](error, requestId);
  return {
    statusCode: status,
    headers: { ...securityHeaders, 'Content-Type': type, 'X-Request-Id': requestId },
    body: JSON.stringify(body),
  };
}
