import { Stack } from 'aws-cdk-lib';
import type { IVpcEndpoint } from 'aws-cdk-lib/aws-ec2';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { type DocumentFacts, openApiOf } from '../../contracts/openapi.ts';
import type { Route } from '../../contracts/spec/route.ts';
import type { PlatformFunction } from '../constructs/platform-function.ts';

/** The functions that serve routes, by route id. */
export type Serving = ReadonlyMap<string, lambda.IFunction>;

export function servingOf(functions: readonly PlatformFunction[]): Serving {
  return new Map(
    functions.flatMap(({ spec, resource }) => spec.routes.map((route) => [route.id, resource] as const)),
  );
}

/** The routes, each with a function behind it: a promised address that nobody serves is a fault of the build. */
export function servedRoutes(routes: readonly Route[], serving: Serving): readonly Route[] {
  const missing = routes.filter((route) => !serving.has(route.id)).map((route) => route.id);
  if (missing.length > 0) throw new Error(`routes without a function: ${missing.join(', ')}`);
  return routes;
}

/** The OpenAPI document as API Gateway takes it: each operation with its function, and problems for its own refusals. */
export function gatewayDocument(
  scope: Construct,
  routes: readonly Route[],
  serving: Serving,
  facts: DocumentFacts,
  endpoint?: IVpcEndpoint,
) {
  const document = openApiOf(routes, facts);
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const lambdaFunction = serving.get(route.id);
    if (lambdaFunction === undefined) continue;
    const method = route.method.toLowerCase();
    const parameters = (route.path.match(/\{(\w+)\}/g) ?? []).map((name) => ({
      name: name.slice(1, -1),
      in: 'path',
      required: true,
      schema: { type: 'string' },
    }));
    paths[route.path] = {
      ...paths[route.path],
      [method]: {
        operationId: route.id,
        ...(parameters.length > 0 ? { parameters } : {}),
        responses: { default: { description: route.summary } },
        ...(route.permission === 'machine' ? { security: [{ [SIGNED]: [] }] } : {}),
        'x-amazon-apigateway-integration': integration(scope, route, lambdaFunction),
      },
    };
  }
  // API Gateway takes OpenAPI 3.0, and schemas it would only enforce half: zod validates in the function, by the whole contract.
  return {
    openapi: '3.0.1',
    info: { title: document.info.title, version: document.info.version },
    paths,
    components,
    ...gatewayResponses,
    // Each import of a document sets anew what it says, and may leave out what it does not: the way in stands in it.
    ...(endpoint === undefined
      ? {}
      : {
          servers: [
            { 'x-amazon-apigateway-endpoint-configuration': { vpcEndpointIds: [endpoint.vpcEndpointId] } },
          ],
        }),
  };
}

const SIGNED = 'signed';

/** How machines say who they are: by a signature that API Gateway verifies (AWS_IAM). */
const components = {
  securitySchemes: {
    [SIGNED]: {
      type: 'apiKey',
      name: 'Authorization',
      in: 'header',
      'x-amazon-apigateway-authtype': 'awsSigv4',
    },
  },
};

/** Streams last as long as their function may: 15 minutes at most; the rest must answer within API Gateway's 29 seconds. */
function integration(scope: Construct, route: Route, target: lambda.IFunction) {
  const { partition, region } = Stack.of(scope);
  const [version, call] = route.stream
    ? ['2021-11-15', 'response-streaming-invocations']
    : ['2015-03-31', 'invocations'];
  return {
    type: 'aws_proxy',
    httpMethod: 'POST',
    uri: `arn:${partition}:apigateway:${region}:lambda:path/${version}/functions/${target.functionArn}/${call}`,
    ...(route.stream ? { responseTransferMode: 'STREAM', timeoutInMillis: 900_000 } : {}),
  };
}

/** API Gateway's own refusals, as problem documents like all others. */
const gatewayResponses = {
  'x-amazon-apigateway-gateway-responses': Object.fromEntries(
    [
      ['DEFAULT_4XX', 'invalid_request', 'The request is not valid'],
      ['DEFAULT_5XX', 'internal', 'Something failed on our side'],
      ['MISSING_AUTHENTICATION_TOKEN', 'not_found', 'There is nothing here'],
      ['RESOURCE_NOT_FOUND', 'not_found', 'There is nothing here'],
      ['THROTTLED', 'too_many_requests', 'Too many requests'],
      ['REQUEST_TOO_LARGE', 'too_large', 'The request is too large'],
      ['WAF_FILTERED', 'forbidden', 'This is not yours to do'],
      ['ACCESS_DENIED', 'forbidden', 'This is not yours to do'],
    ].map(([kind, code, title]) => [
      kind,
      {
        ...(kind === 'MISSING_AUTHENTICATION_TOKEN' ? { statusCode: 404 } : {}),
        responseParameters: {
          'gatewayresponse.header.Content-Type': "'application/problem+json'",
          'gatewayresponse.header.Cache-Control': "'no-store'",
        },
        responseTemplates: {
          'application/json': `{"type":"https://cloister.dev/problems/${code}","title":"${title}","code":"${code}","requestId":"$context.requestId"}`,
        },
      },
    ]),
  ),
};
