import type * as z from 'zod/mini';
import type { ModuleId } from '../../policy/modules.ts';
import type { Capability } from '../../policy/profile.ts';
import type { RoutePermission } from '../permissions.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** The public API behind the edge, without which a route says nothing; the machines' private one, signed. */
export type ApiId = 'public' | 'machine';

/** The media type of a body by how it comes: raw ones are the exact bytes, of whatever type, for what is signed. */
export const mediaTypes = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
  raw: '*/*',
} as const;

/** How refusals are told; others than ours have shapes of their own. */
export type ErrorShape = 'problem';

/** One route: the source of its handler's types, the OpenAPI document, the client, the console's calls and the route matrix. */
export interface Route {
  /** Verb and noun in camel case: the OpenAPI operation id and the client's function. */
  readonly id: string;
  readonly method: Method;
  readonly api?: ApiId;
  /** Parameters in braces. */
  readonly path: `/${string}`;
  readonly summary: string;
  /** The module that it belongs to, and its tag in the OpenAPI document. */
  readonly module: ModuleId;
  readonly capability?: Capability;
  readonly permission: RoutePermission;
  readonly params?: z.ZodMiniObject;
  readonly query?: z.ZodMiniObject;
  readonly body?: z.ZodMiniObject;
  /** How its body comes, JSON where nothing is said. A raw one has no schema. */
  readonly takes?: keyof typeof mediaTypes;
  readonly status: 200 | 201 | 202 | 204 | 302 | 303;
  /** The body of the answer; absent for 204, 302 and 303. For `stream`, the data of its events. */
  readonly answer?: z.ZodMiniType;
  /** A problem document where nothing is said. */
  readonly errors?: ErrorShape;
  /** Answers with server-sent events. */
  readonly stream?: true;
  /** Needs a sign-in of the last minutes: destructive acts. */
  readonly fresh?: true;
  /** A retry could double an effect: the client sends an `Idempotency-Key`. */
  readonly idempotent?: true;
  /** Takes content: WAF body rules count instead of block. */
  readonly takesContent?: true;
}

export const apiOf = ({ api = 'public' }: Pick<Route, 'api'>): ApiId => api;

/** What all routes of a group share. */
type Shared = Pick<Route, 'module' | 'capability'>;
type Declared = Omit<Route, 'id' | 'method' | 'path' | 'module' | 'status'> & {
  /** Verb and address. */
  readonly at: `${Method} ${Route['path']}`;
  /** 200 with an answer and 204 without one, unless it says otherwise. */
  readonly status?: Route['status'];
};
type Routes<Of extends Shared, R extends Readonly<Record<string, Declared>>> = {
  readonly [Id in keyof R & string]: Omit<R[Id], 'at'> &
    Of &
    Pick<Route, 'method' | 'path' | 'status'> & { readonly id: Id };
};

/** Declares routes by their ids and keeps their literal types. */
export function defineRoutes<const Of extends Shared, const R extends Readonly<Record<string, Declared>>>(
  shared: Of,
  declared: R,
): Routes<Of, R> {
  const entries = Object.entries(declared).map(([id, { at, ...rest }]) => {
    const [method, path] = at.split(' ');
    const status = rest.answer === undefined ? 204 : 200;
    return [id, { id, method, path, status, ...shared, ...rest }];
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a loop over entries forgets which is which
  return Object.fromEntries(entries) as Routes<Of, R>;
}

type Parsed<S> = S extends z.ZodMiniType ? z.infer<S> : Record<string, never>;
export type ParamsOf<R extends Route> = R extends { params: infer S } ? Parsed<S> : Record<string, never>;
export type QueryOf<R extends Route> = R extends { query: infer S } ? Parsed<S> : Record<string, never>;
export type BodyOf<R extends Route> = R extends { takes: 'raw' }
  ? Uint8Array
  : R extends { body: infer S }
    ? Parsed<S>
    : undefined;
export type AnswerOf<R extends Route> = R extends { answer: infer S } ? Parsed<S> : undefined;

/** Longest time since signing in for a route marked `fresh`. */
export const FRESH_SIGN_IN_SECONDS = 5 * 60;
/** Largest body that the API takes; larger things travel through the transfer bucket. */
export const MAX_BODY_BYTES = 4 * 1024 * 1024;
