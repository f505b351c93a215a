import type { APIGatewayProxyEvent } from 'aws-lambda';
import * as z from 'zod/mini';
import { type Id, type IdKind, id, idPrefixes, newId } from '../../../contracts/ids.ts';
import type { BodyOf, ParamsOf, QueryOf, Route } from '../../../contracts/spec/route.ts';
import type { Actor, Caller } from '../auth/actor.ts';
import { rawBody, readBody } from './body.ts';
import { Problem } from './problem.ts';

/** Whom a route's `run` is called for, by its permission. */
export type CallerOf<R extends Route> = R['permission'] extends 'public' | 'machine'
  ? undefined
  : R['permission'] extends 'sign-in'
    ? Caller
    : Actor;

/** One request, checked: everything in it fits the route's contract. */
export interface Call<R extends Route> {
  readonly actor: CallerOf<R>;
  readonly params: ParamsOf<R>;
  readonly query: QueryOf<R>;
  readonly body: BodyOf<R>;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly requestId: string;
  /** Milliseconds since 1970 when the request arrived. */
  readonly now: number;
  /** The EC2 instance that signed the request; only on routes of machines. */
  readonly instanceId: string | undefined;
  /** Aborted once the caller is not admitted any more; a stream asks every few seconds. */
  readonly signal: AbortSignal;
}

/** Header names in lower case: API Gateway passes them on as the client wrote them. */
export function headersOf(event: APIGatewayProxyEvent): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(event.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
}

/** Parses what a request carries by the route's contract; throws `invalid_request` with the fields at fault, never their values. */
export function parseInput(
  route: Route,
  event: APIGatewayProxyEvent,
  headers: Record<string, string | undefined>,
) {
  return {
    params: part(route.params, event.pathParameters ?? {}, ''),
    query: part(route.query, event.queryStringParameters ?? {}, '?'),
    body: bodyOf(route, event, headers['content-type'] ?? ''),
  };
}

function bodyOf({ takes = 'json', body }: Route, event: APIGatewayProxyEvent, mediaType: string) {
  if (takes === 'raw') return rawBody(event);
  return body === undefined ? undefined : part(body, readBody[takes](event, mediaType), '');
}

function part(schema: z.ZodMiniObject | undefined, value: unknown, prefix: string): Record<string, unknown> {
  const parsed = (schema ?? z.strictObject({})).safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.flatMap((issue) => {
    const names =
      issue.code === 'unrecognized_keys' ? issue.keys.map((name) => [...issue.path, name]) : [issue.path];
    // Names of unknown fields are the caller's own text: cut, so that an answer cannot be used to carry content.
    return names.map((path) => ({
      pointer: `${prefix}/${path.map(String).join('/')}`.slice(0, 100),
      reason: issue.code,
    }));
  });
  throw new Problem(
    'invalid_request',
    'Some fields are missing, unknown or out of range.',
    faults.slice(0, 20),
  );
}

/**
 * The id of what a request makes. With an `Idempotency-Key` (26 characters of Crockford's base 32, such as a ULID)
 * the id follows from the key, so that a retry finds what the first attempt made; nothing is stored for that. Such an id
 * is one of its account: another account may have the same.
 */
export function idFor<K extends IdKind>(
  kind: K,
  call: { readonly headers: Call<Route>['headers']; readonly now: number },
): Id<K> {
  const key = call.headers['idempotency-key'];
  if (key === undefined) return newId(kind, call.now);
  const parsed = id(kind).safeParse(`${idPrefixes[kind]}_${key.toLowerCase()}`);
  if (parsed.success) return parsed.data;
  throw new Problem(
    'invalid_request',
    'An Idempotency-Key has 26 characters of Crockford base 32, such as a ULID.',
    [{ pointer: '#/Idempotency-Key', reason: 'invalid_format' }],
  );
}

/** The instance behind a signed request: the session name of an instance role is the instance's id. */
export function instanceOf(event: APIGatewayProxyEvent): string | undefined {
  return /:assumed-role\/[^/]+\/(i-[0-9a-f]{8,17})$/.exec(event.requestContext.identity?.userArn ?? '')?.[1];
}
