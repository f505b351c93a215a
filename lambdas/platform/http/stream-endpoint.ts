import { Readable } from 'node:stream';
import middy from '@middy/core';
import { executionModeStreamifyResponse } from '@middy/core/StreamifyResponse';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { AnswerOf, Route } from '../../../contracts/spec/route.ts';
import { wholeStream } from '../invocation.ts';
import { describeError, log } from '../observe.ts';
import { type Call, headersOf, instanceOf } from './call.ts';
import { type Door, doorOf } from './door.ts';
import { callerOf, receive, router, type Served, untilItsLimit } from './endpoint.ts';
import { Problem } from './problem.ts';

/** An event of a stream and, where a client can re-attach, its sequence number. */
export interface StreamEvent<Data> {
  readonly id?: number;
  readonly data: Data;
}

/**
 * A route that answers with server-sent events. `open` refuses everything that can be refused before the first byte;
 * the generator that it returns then produces the events, and does its own cleaning up in `finally`.
 */
export interface StreamEndpoint<R extends Route> {
  readonly route: R;
  readonly open: (call: Call<R>) => Promise<AsyncGenerator<StreamEvent<AnswerOf<R>>>>;
  /** Whether a machine is still admitted, where the route is one of machines. */
  readonly admit?: (instanceId: string | undefined) => Promise<unknown>;
}

/** CloudFront closes an origin connection that is silent for its timeout: a comment keeps it, as often as the door is asked. */
const SILENCE_MILLISECONDS = 4000;

interface StreamResult {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readable | string;
}

/** Binds what a streaming route does to its contract. */
export function streamEndpoint<const R extends Route>({
  route,
  open,
  admit,
}: StreamEndpoint<R>): Served<StreamResult> {
  const texts = wholeStream(async (event: APIGatewayProxyEvent) => {
    const door = doorOf(() =>
      admit === undefined ? callerOf(route, headersOf(event), Date.now()) : admit(instanceOf(event)),
    );
    const call = await receive(route, event, door.signal);
    return serverSentEvents(await open(call), call.requestId, door);
  });
  return {
    route,
    serve: async (event) => ({
      statusCode: 200,
      headers: {
        'Content-Type': 'text/event-stream',
        'Cache-Control': 'no-store, no-transform',
        'X-Content-Type-Options': 'nosniff',
        'X-Request-Id': event.requestContext.requestId,
      },
      body: Readable.from(await texts(event), { objectMode: false }),
    }),
  };
}

export function streamApi(endpoints: readonly Served<StreamResult>[]) {
  const routed = router(endpoints);
  return middy<APIGatewayProxyEvent, StreamResult>({
    ...untilItsLimit,
    executionMode: executionModeStreamifyResponse,
  })
    .handler(routed.serve)
    .onError((request) => {
      request.response = routed.refuse(request);
    });
}

/** Events as text. An error in mid-stream, and a door that is shut, become an `error` event: the status line is long gone. */
export async function* serverSentEvents(
  events: AsyncGenerator<StreamEvent<unknown>>,
  requestId: string,
  door: Pick<Door, 'ask'>,
): AsyncGenerator<string> {
  let next = events.next();
  try {
    for (;;) {
      const result = await orSilence(next);
      await door.ask();
      if (result === 'silence') {
        yield ': keep-alive\n\n';
        continue;
      }
      if (result.done) return;
      next = events.next();
      const { id, data } = result.value;
      yield `${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`;
    }
  } catch (error) {
    const code = error instanceof Problem ? error.code : 'internal';
    if (code === 'internal') log('error', 'stream failed', { requestId, ...describeError(error) });
    yield `data: ${JSON.stringify({ type: 'error', code, detail: error instanceof Problem ? (error.detail ?? '') : '' })}\n\n`;
  } finally {
    // Where the connection breaks, the work goes on to its end: what was asked for is kept and charged, once.
    await drain(events, door);
  }
}

async function drain(events: AsyncGenerator<StreamEvent<unknown>>, door: Pick<Door, 'ask'>): Promise<void> {
  try {
    for (let next = events.next(); ; ) {
      const result = await orSilence(next);
      // Shut: the work hears it by its signal, and ends by itself.
      await door.ask().catch(() => undefined);
      if (result === 'silence') continue;
      if (result.done) return;
      next = events.next();
    }
  } catch (error) {
    log('error', 'stream failed', describeError(error));
  }
}

function orSilence<T>(next: Promise<T>): Promise<T | 'silence'> {
  const { promise, resolve } = Promise.withResolvers<'silence'>();
  const timer = setTimeout(() => resolve('silence'), SILENCE_MILLISECONDS);
  return Promise.race([next, promise]).finally(() => clearTimeout(timer));
}
