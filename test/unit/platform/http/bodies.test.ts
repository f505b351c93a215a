import { createHmac } from 'node:crypto';
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { openApiOf } from '../../../../contracts/openapi.ts';
import { MAX_BODY_BYTES, type Route } from '../../../../contracts/spec/route.ts';
import { api, endpoint } from '../../../../lambdas/platform/http/endpoint.ts';

const signed = {
  id: 'takeNotice',
  method: 'POST',
  path: '/v1/notices',
  summary: 'Take a signed notice',
  module: 'platform',
  permission: 'public',
  takes: 'raw',
  errors: 'problem',
  status: 200,
  answer: z.object({ signature: z.string() }),
} as const satisfies Route;
const unsubscribe = {
  id: 'unsubscribe',
  method: 'POST',
  path: '/v1/unsubscribe',
  summary: 'Unsubscribe',
  module: 'platform',
  permission: 'public',
  takes: 'form',
  body: z.strictObject({ code: z.string(), list: z.optional(z.array(z.string())) }),
  status: 200,
  answer: z.object({ code: z.string(), list: z.optional(z.array(z.string())) }),
} as const satisfies Route;

const signatureOf = (bytes: string | Uint8Array) =>
  createHmac('sha256', 'secret').update(bytes).digest('hex');
const handler = api([
  endpoint({ route: signed, run: async ({ body }) => ({ signature: signatureOf(body) }) }),
  endpoint({ route: unsubscribe, run: async ({ body }) => body }),
]);

const FORM = 'application/x-www-form-urlencoded';

async function send(path: string, body: string | Uint8Array, contentType: string) {
  const event = {
    httpMethod: 'POST',
    resource: path,
    headers: { 'Content-Type': contentType },
    body: typeof body === 'string' ? body : Buffer.from(body).toString('base64'),
    isBase64Encoded: typeof body !== 'string',
    requestContext: { requestId: 'r1' },
  } as unknown as APIGatewayProxyEvent;
  const { statusCode, headers, body: text } = await handler(event, {} as Context);
  return { statusCode, type: headers?.['Content-Type'], answer: JSON.parse(text) };
}

it('a raw body is the bytes that were signed, whatever they are and however they come', async () => {
  const bodies = [
    '{ "a":1.0,\r\n "é": "\\u00e9" }',
    '',
    Uint8Array.of(0xff, 0x00, 0xc3, 0x28),
    Buffer.from('{"a":1}'),
  ];
  for (const body of bodies) {
    const { statusCode, answer } = await send(signed.path, body, 'application/json');
    expect({ statusCode, answer }).toEqual({ statusCode: 200, answer: { signature: signatureOf(body) } });
  }
});

it('a form is its fields, decoded; those that come several times are lists', async () => {
  const text = 'code=a%2Bb+c%C3%A9&list=x&list=%26';
  for (const body of [text, Buffer.from(text)]) {
    const { statusCode, answer } = await send(unsubscribe.path, body, `${FORM}; charset=UTF-8`);
    expect({ statusCode, answer }).toEqual({ statusCode: 200, answer: { code: 'a+b cé', list: ['x', '&'] } });
  }
});

it('a form with other fields than its contract names is refused, by the names alone', async () => {
  for (const [body, pointers] of [
    ['code=1&code=2', ['/code']],
    ['code=1&more=2', ['/more']],
    ['__proto__=1&code=1', ['/__proto__']],
    ['', ['/code']],
  ] as const) {
    const { statusCode, answer } = await send(unsubscribe.path, body, FORM);
    expect(statusCode).toBe(400);
    expect(answer.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(pointers);
  }
});

it('a form in another media type, and a body that is too large, are refused as problems', async () => {
  expect(await send(unsubscribe.path, '{"code":"1"}', 'application/json')).toMatchObject({
    statusCode: 415,
    type: 'application/problem+json',
    answer: { code: 'unsupported_media_type', requestId: 'r1' },
  });
  const large = 'a'.repeat(MAX_BODY_BYTES + 1);
  expect(await send(unsubscribe.path, large, FORM)).toMatchObject({ statusCode: 413 });
  expect(await send(signed.path, large, 'text/plain')).toMatchObject({ statusCode: 413 });
  expect(await send('/v1/elsewhere', '', FORM)).toMatchObject({
    statusCode: 404,
    answer: { code: 'not_found' },
  });
});

it('the document says what each takes, and how it refuses', () => {
  const facts = {
    title: 't',
    version: '1',
    origin: 'https://o.example',
    policyUrl: 'https://o.example/policy',
  };
  const { paths } = openApiOf([signed, unsubscribe], facts);
  expect(paths?.[signed.path]?.post?.requestBody).toMatchObject({
    content: { '*/*': { schema: { type: 'string', format: 'binary' } } },
  });
  expect(paths?.[unsubscribe.path]?.post?.requestBody).toMatchObject({ content: { [FORM]: {} } });
  expect(paths?.[signed.path]?.post?.responses).toMatchObject({
    default: { content: { 'application/problem+json': {} } },
  });
});
