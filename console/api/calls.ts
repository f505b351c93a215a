import type { routes } from '../../contracts/routes.ts';
import type { AnswerOf, BodyOf, ParamsOf, QueryOf, Route } from '../../contracts/spec/route.ts';
import { addresses, type RouteId } from './addresses.ts';
import { idempotencyKey } from './idempotency-key.ts';
import { offlineProblem, problemOf } from './problem.ts';

type Routes = typeof routes;

export type Answer<Id extends RouteId> = AnswerOf<Routes[Id]>;
/** One item of what a list route answers. */
export type ItemOf<Id extends RouteId> = Answer<Id> extends { items: readonly (infer Item)[] } ? Item : never;

/** What a call of a route takes, by its contract. */
type Taken<R extends Route> = (R extends { params: object } ? { readonly params: ParamsOf<R> } : unknown) &
  (R extends { query: object } ? { readonly query?: Partial<QueryOf<R>> } : unknown) &
  (R extends { body: object } ? { readonly body: BodyOf<R> } : unknown) & { readonly signal?: AbortSignal };

export type InputOf<Id extends RouteId> = Taken<Routes[Id]>;

interface LooseInput {
  readonly params?: object;
  readonly query?: object;
  readonly body?: object;
  readonly signal?: AbortSignal;
}

/** Calls one route of the API; the answer is what the server promised in the contract. */
export async function call<Id extends RouteId>(id: Id, input: InputOf<Id>): Promise<Answer<Id>> {
  const response = await request(id, input);
  const answer = response.status === 204 ? undefined : await response.json();
  return answer;
}

/**
 * One request of a route to our own origin with the session's cookie; a refusal is thrown as a `Problem`. The key is for
 * routes whose retry could double an effect.
 */
export async function request<Id extends RouteId>(
  id: Id,
  input: InputOf<Id>,
  key = idempotencyKey(),
): Promise<Response> {
  const { params, query, body, signal }: LooseInput = input;
  const { method, path, idempotent } = addresses[id];
  const response = await fetch(filled(path, params, query), {
    method,
    credentials: 'same-origin',
    cache: 'no-store',
    headers: {
      accept: 'application/json, text/event-stream',
      'x-cloister-csrf': '1',
      ...(body && { 'content-type': 'application/json' }),
      ...(idempotent && { 'idempotency-key': key }),
    },
    ...(body && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  }).catch((cause: unknown) => {
    if (signal?.aborted) throw cause;
    throw offlineProblem();
  });
  if (!response.ok) throw await problemOf(response);
  return response;
}

function filled(path: string, params: object = {}, query: object = {}): string {
  let url = path;
  for (const [name, value] of Object.entries(params))
    url = url.replace(`{${name}}`, encodeURIComponent(String(value)));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  return search.size === 0 ? url : `${url}?${search}`;
}
