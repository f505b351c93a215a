import * as z from 'zod/mini';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiRequestBodyObject,
  type ZodOpenApiResponseObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi';
import { type ErrorShape, mediaTypes, type Route } from './spec/route.ts';

/** What surrounds the routes in the document. */
export interface DocumentFacts {
  readonly title: string;
  readonly version: string;
  readonly origin: string;
  readonly policyUrl: string;
}

const problem = z
  .object({
    type: z.url(),
    title: z.string(),
    status: z.int(),
    detail: z.optional(z.string()),
    code: z.string(),
    requestId: z.string(),
    errors: z.optional(z.array(z.object({ pointer: z.string(), reason: z.string() }))),
  })
  .register(z.globalRegistry, { id: 'Problem' });

/** The OpenAPI 3.1 document of a set of routes; the API itself, the reference and the client are made from it. */
export function openApiOf(routes: readonly Route[], facts: DocumentFacts) {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return createDocument({
    openapi: '3.1.0',
    info: { title: facts.title, version: facts.version, termsOfService: facts.policyUrl },
    servers: [{ url: facts.origin }],
    paths: paths satisfies ZodOpenApiPathsObject,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: '__Host-session' },
        key: { type: 'http', scheme: 'bearer' },
      },
    },
  });
}

function operationOf(route: Route): ZodOpenApiOperationObject {
  const { params, query } = route;
  const content = bodyOf(route);
  return {
    operationId: route.id,
    summary: route.summary,
    tags: [route.module],
    ...(params || query
      ? { requestParams: { ...(params ? { path: params } : {}), ...(query ? { query } : {}) } }
      : {}),
    ...(content ? { requestBody: { required: true, content } } : {}),
    responses: responsesOf(route),
    security: route.permission === 'public' ? [] : [{ session: [] }, { key: [] }],
  };
}

/** A body without a schema is any bytes. */
function bodyOf({ takes = 'json', body }: Route): ZodOpenApiRequestBodyObject['content'] | undefined {
  if (takes === 'raw') return { [mediaTypes.raw]: { schema: { type: 'string', format: 'binary' } } };
  return body && { [mediaTypes[takes]]: { schema: body } };
}

const refusals: Readonly<Record<ErrorShape, ZodOpenApiResponseObject>> = {
  problem: {
    description: 'A problem document',
    content: { 'application/problem+json': { schema: problem } },
  },
};

function responsesOf(route: Route): ZodOpenApiResponsesObject {
  const type = route.stream ? 'text/event-stream' : 'application/json';
  const good = {
    description: route.summary,
    ...(route.answer ? { content: { [type]: { schema: route.answer } } } : {}),
  };
  return { [`${route.status}`]: good, default: refusals[route.errors ?? 'problem'] };
}
