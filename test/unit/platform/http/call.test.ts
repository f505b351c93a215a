import type { APIGatewayProxyEvent } from 'aws-lambda';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { runRoutes } from '../../../../contracts/runs/routes.ts';
import { parseInput } from '../../../../lambdas/platform/http/call.ts';

const headers = { 'content-type': 'application/json' };

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
