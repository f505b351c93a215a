import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../../contracts/ids.ts';
import { platformRoutes } from '../../../contracts/platform/routes.ts';
import { api, endpoint } from '../../../lambdas/platform/http/endpoint.ts';
import { whole, wholeStream } from '../../../lambdas/platform/invocation.ts';
import { stepsHandler } from '../../../lambdas/platform/step.ts';
import { streamHandler } from '../../../lambdas/platform/stream-keys.ts';

/** A service that takes a moment, and what it has carried out. */
const carriedOut: string[] = [];
const service = createServer((asked, answer) => {
  const work = setTimeout(() => {
    carriedOut.push(asked.url ?? '');
    answer.end('done');
  }, 100);
  answer.once('close', () => clearTimeout(work));
});
let port = 0;
beforeAll(async () => {
  await once(service.listen(0, '127.0.0.1'), 'listening');
  const address = service.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});
afterAll(() => service.close());
beforeEach(() => carriedOut.splice(0));

/** One request, as every client of AWS makes it. */
const write = (path: string) =>
  new Promise<string>((resolve, reject) => {
    request({ port, path, host: '127.0.0.1' }, (answer) => {
      answer.once('end', () => resolve(path)).resume();
    })
      .once('error', reject)
      .end();
  });

const left: string[] = [];
/** Work that nobody waits for: one request at once, one only when the answer is long out. */
function leaveBehind(): void {
  const note = (error: unknown) => void left.push(error instanceof Error ? error.name : 'unknown');
  write('/at-once').catch(note);
  pause(50)
    .then(() => write('/later'))
    .catch(note);
}

const event = {
  httpMethod: 'GET',
  resource: platformRoutes.health.path,
  headers: {},
  requestContext: { requestId: 'r' },
} as unknown as APIGatewayProxyEvent;

const answers: Readonly<Record<string, () => unknown>> = {
  'an ordinary handler': () =>
    api([
      endpoint({
        route: platformRoutes.health,
        run: async () => {
          leaveBehind();
          return { status: 'ok' as const };
        },
      }),
    ])(event, {} as Context, { signal: AbortSignal.any([]) }),
  'a stream': async () => {
    async function* words() {
      yield 'one';
      leaveBehind();
      yield 'two';
    }
    const texts = [];
    for await (const text of await wholeStream(async () => words())(undefined)) texts.push(text);
    expect(texts).toEqual(['one', 'two']);
  },
  'a consumer': () =>
    streamHandler(async () => leaveBehind())({
      Records: [{ eventName: 'INSERT', dynamodb: { Keys: {}, SequenceNumber: '1' } }],
    }),
  'a step': () =>
    stepsHandler({
      go: async () => {
        leaveBehind();
        return { outcome: 'done' };
      },
    })({ step: 'go', userId: newId('account'), id: 'x' }),
};

describe('work that a function did not wait for ends with its answer', () => {
  it.each(Object.entries(answers))('in %s', async (_name, answer) => {
    left.splice(0);
    await answer();
    await pause(400);
    expect(carriedOut).toEqual([]);
    expect(left).toEqual(['WorkLeftBehind', 'WorkLeftBehind']);
  });

  it('and what it waited for is done, in its stream too', async () => {
    await whole(async () => write('/awaited'))(undefined);
    async function* words() {
      yield await write('/first');
      yield await write('/second');
    }
    for await (const _text of await wholeStream(async () => words())(undefined));
    expect(carriedOut).toEqual(['/awaited', '/first', '/second']);
  });

  it('before the answer or with the process: nothing answers early', async () => {
    const remaining = { getRemainingTimeInMillis: () => 20 } as unknown as Context;
    const slow = endpoint({
      route: platformRoutes.health,
      run: async () => {
        await write('/slow');
        return { status: 'ok' as const };
      },
    });
    expect(await api([slow])(event, remaining, { signal: AbortSignal.any([]) })).toMatchObject({
      statusCode: 200,
    });
    expect(carriedOut).toEqual(['/slow']);
  });
});

it('every handler is made by what ends its work', () => {
  const made =
    /export const handler = (api|handlerOf|streamApi|stepsHandler|streamHandler|customResource|whole)\(/;
  const handlers = readdirSync('lambdas', { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.handler.ts'),
  );
  expect(handlers.length).toBeGreaterThan(30);
  expect(handlers.filter((file) => !made.test(readFileSync(`lambdas/${file}`, 'utf8')))).toEqual([]);
});
