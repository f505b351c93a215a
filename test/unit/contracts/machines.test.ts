import { expect, it } from 'vitest';
import { runRoutes } from '../../../contracts/runs/routes.ts';

const asked = (content: readonly object[], more: object = {}) =>
  runRoutes.converse.body.safeParse({
    model: 'claude-haiku-5-5',
    messages: [{ role: 'user', content }],
    ...more,
  }).success;

const text = { text: 'hello' };
const result = (...content: object[]) => ({ toolResult: { toolUseId: 'a', status: 'success', content } });
const toolSpec = { name: 'shell', inputSchema: { json: { type: 'object' } } };

it('takes what an agent asks with', () => {
  const call = {
    toolUse: { toolUseId: 'a', name: 'shell', input: { script: 'ls', image: 'a name as any' } },
  };
  const more = { system: [text], toolConfig: { tools: [{ toolSpec }], toolChoice: { auto: {} } } };
  expect(asked([text, call, result(text, { json: { cachePoint: 1 } })], more)).toBe(true);
});

const cachePoint = { cachePoint: { type: 'default' } };
const image = { image: { format: 'png', source: { bytes: 'AAAA' } } };
const document = {
  document: { format: 'pdf', name: 'a', source: { s3Location: { uri: 's3://bucket/a' } } },
};

it.each([
  ['a cache point', [text, cachePoint]],
  ['a cache point in a block', [{ ...text, ...cachePoint }]],
  ['an image', [text, image]],
  ['a document of a bucket', [document]],
  ['an image that a tool shows', [result(image)]],
])('takes nothing whose tokens its length does not tell: %s', (_what, content) => {
  expect(asked(content)).toBe(false);
});

it('takes no cache point beside the messages', () => {
  expect(asked([text], { system: [text, cachePoint] })).toBe(false);
  expect(asked([text], { toolConfig: { tools: [{ toolSpec }, cachePoint] } })).toBe(false);
});
