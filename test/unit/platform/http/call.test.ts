import type { APIGatewayProxyEvent } from 'aws-lambda';
import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { chatRoutes } from '../../../../contracts/chat/routes.ts';
import { newId } from '../../../../contracts/ids.ts';
import { runRoutes } from '../../../../contracts/runs/routes.ts';
import type { Route } from '../../../../contracts/spec/route.ts';
import { parseInput } from '../../../../lambdas/platform/http/call.ts';
import { Problem } from '../../../../lambdas/platform/http/problem.ts';

const headers = { 'content-type': 'application/json' };

function faultsOf(route: Route, event: object): unknown {
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- all that is read of an event
    return parseInput(route, event as APIGatewayProxyEvent, headers);
  } catch (error) {
    return error instanceof Problem && error.faults?.map(({ pointer, reason }) => `${pointer} ${reason}`);
  }
}

function promptOf(json: string): unknown {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- all that is read of an event
  const event = { body: `{"prompt":${json}}` } as unknown as APIGatewayProxyEvent;
  return z.object({ prompt: z.string() }).parse(parseInput(runRoutes.startRun, event, headers).body).prompt;
}

it('mends half a character, which nothing behind it could keep', () => {
  expect(promptOf(String.raw`"cut \ud83d"`)).toBe('cut \ufffd');
  expect(promptOf(String.raw`"\uDE00 cut"`)).toBe('\ufffd cut');
});

it('leaves whole characters as they are, however they are written', () => {
  expect(promptOf(String.raw`"\ud83d\ude00"`)).toBe('😀');
  expect(promptOf(String.raw`"\\ud83d"`)).toBe(String.raw`\ud83d`);
});

const { takeTurn, listConversations } = chatRoutes;
const conversation = { conversationId: newId('conversation') };
const line = { at: '2026-11-23', stream: 'screen', text: 'x'.repeat(16_385) };

it.each<[string, Route, object, readonly string[]]>([
  [
    'an address',
    takeTurn,
    { pathParameters: { conversationId: 'cnv_1' } },
    ['/conversationId invalid_format'],
  ],
  [
    'a query',
    listConversations,
    { queryStringParameters: { limit: '101', cursor: 'x'.repeat(513), colour: 'red' } },
    ['?/limit too_big', '?/cursor too_big', '?/colour unrecognized_keys'],
  ],
  ['a number', listConversations, { queryStringParameters: { limit: 'many' } }, ['?/limit invalid_type']],
  [
    'a body',
    takeTurn,
    {
      pathParameters: conversation,
      body: JSON.stringify({ prompt: ' ', model: 'none', parentId: 7, more: 1 }),
    },
    ['/prompt too_small', '/model invalid_value', '/parentId invalid_type', '/more unrecognized_keys'],
  ],
  [
    'a list in a body',
    runRoutes.appendRunLog,
    { pathParameters: { runId: newId('run') }, body: JSON.stringify({ seq: 1.5, lines: [line] }) },
    [
      '/seq invalid_type',
      '/lines/0/at invalid_format',
      '/lines/0/stream invalid_value',
      '/lines/0/text too_big',
    ],
  ],
])('says of each fault in %s where it is and why, in codes that clients know', (_, route, event, faults) => {
  expect(faultsOf(route, event)).toEqual(faults);
});
