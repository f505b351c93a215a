import type { Route } from '../../contracts/spec/route.ts';

/** A request of a machine's runner, as the gateway hands it over once it has checked who signed it. */
export const machineRequest = (
  { method, path }: Route,
  instanceId: string,
  runId: string,
  body?: unknown,
) => ({
  httpMethod: method,
  resource: path,
  path: path.replace('{runId}', runId),
  pathParameters: path.includes('{runId}') ? { runId } : null,
  queryStringParameters: null,
  headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
  body: body === undefined ? null : JSON.stringify(body),
  isBase64Encoded: false,
  requestContext: {
    requestId: 'of a test',
    identity: { userArn: `arn:aws:sts::000000000000:assumed-role/machine/${instanceId}` },
  },
});
