import type { AnswerOf, BodyOf, ParamsOf, QueryOf, Route } from '../../contracts/spec/route.ts';
import { idempotencyKey } from './idempotency-key.ts';
import { offline, problemOf } from './problem.ts';

/** What a call of a route takes, by its contract. */
export type CallOf<R extends Route> = (R extends { params: object }
  ? { readonly params: ParamsOf<R> }
  : unknown) &
  (R extends { query: object } ? { readonly query?: Partial<QueryOf<R>> } : unknown) &
  (R extends { body: object } ? { readonly body: BodyOf<R> } : unknown) & { readonly signal?: AbortSignal };

/** A call of one route. */
export type Call<R extends Route> = (input: CallOf<R>) => Promise<AnswerOf<R>>;

interface LooseInput {
  readonly params?: object;
  readonly query?: object;
  readonly body?: object;
  readonly signal?: AbortSignal;
}

/**
 * Calls one route of the API. The contract is a type only, so that schemas stay out of the bundle; method and path are
 * checked against it by the compiler, and the answer is what the server promised there.
 */
export function route<R extends Route>(
  method: R['method'],
  path: R['path'],
  idempotent?: R extends { idempotent: true } ? true : never,
): Call<R> {
  return async (input: LooseInput) => {
    const headers = idempotent ? { 'idempotency-key': idempotencyKey() } : undefined;
    const response = await send(method, address(path, input), {
      body: input.body,
      signal: input.signal,
      headers,
    });
    return response.status === 204 ? undefined : response.json();
  };
}

/** The address of a route with its parameters and query filled in. */
export function address(
  path: string,
  { params = {}, query = {} }: Pick<LooseInput, 'params' | 'query'> = {},
): string {
  let filled = path;
  for (const [name, value] of Object.entries(params))
    filled = filled.replace(`{${name}}`, encodeURIComponent(String(value)));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  return search.size === 0 ? filled : `${filled}?${search}`;
}

interface Sent {
  readonly body?: object | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** One request to our own origin with the session's cookie; a refusal is thrown as a `Problem`. */
export async function send(
  method: string,
  url: string,
  { body, signal, headers }: Sent = {},
): Promise<Response> {
  const response = await fetch(url, {
    method,
    credentials: 'same-origin',
    cache: 'no-store',
    headers: {
      accept: 'application/json, text/event-stream',
      'x-cloister-csrf': '1',
      ...(body && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  }).catch((cause: unknown) => {
    if (signal?.aborted) throw cause;
    throw offline();
  });
  if (!response.ok) throw await problemOf(response);
  return response;
}
