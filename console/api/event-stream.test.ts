import { describe, expect, it } from 'vitest';
import { follow, parseEvents, type StreamEvent } from './event-stream.ts';
import { Problem } from './problem.ts';

const bytes = (...pieces: readonly (string | Uint8Array)[]): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start(controller) {
      for (const piece of pieces)
        controller.enqueue(typeof piece === 'string' ? new TextEncoder().encode(piece) : piece);
      controller.close();
    },
  });

const collect = async (stream: ReadableStream<Uint8Array>): Promise<StreamEvent[]> => {
  const events: StreamEvent[] = [];
  for await (const event of parseEvents(stream)) events.push(event);
  return events;
};
const delta = (id: number, text: string): string => `id: ${id}\nevent: delta\ndata: "${text}"\n\n`;
const done = (id: number): string => `id: ${id}\nevent: done\ndata: {}\n\n`;
const atOnce = async (): Promise<void> => undefined;

describe('parsing', () => {
  it('reads events cut anywhere, and drops comments', async () => {
    const whole = new TextEncoder().encode(`: keep-alive\n\n${delta(1, 'Grüße')}: keep-alive\n\n${done(2)}`);
    const cut = Array.from(whole, (byte) => Uint8Array.of(byte));
    expect(await collect(bytes(...cut))).toEqual([
      { id: '1', event: 'delta', data: '"Grüße"' },
      { id: '2', event: 'done', data: '{}' },
    ]);
  });

  it('joins data lines and takes CR LF, also when it is cut in two', async () => {
    expect(await collect(bytes('data: a\r\ndata: b\r', '\n\r\n', 'data:c\n\n'))).toEqual([
      { id: '', event: 'message', data: 'a\nb' },
      { id: '', event: 'message', data: 'c' },
    ]);
  });

  it('drops an event that was not finished', async () => {
    expect(await collect(bytes(delta(1, 'a'), 'id: 2\ndata: half'))).toHaveLength(1);
  });
});

describe('following', () => {
  const run = async (answers: readonly (() => Response)[], abort = new AbortController()) => {
    const asked: (string | undefined)[] = [];
    const events: StreamEvent[] = [];
    const lines: string[] = [];
    await follow({
      open: async (after) => {
        asked.push(after);
        const answer = answers[asked.length - 1];
        if (!answer) throw new TypeError('network');
        return answer();
      },
      onEvent: (event) => {
        events.push(event);
        if (event.data === '"stop"') abort.abort();
        return event.event === 'done';
      },
      onLine: (line) => lines.push(line),
      signal: abort.signal,
      pause: atOnce,
    });
    return { asked, ids: events.map((event) => event.id), lines };
  };

  it('opens again after the last id until the last event has come', async () => {
    const answers = [
      () => new Response(bytes(delta(1, 'a'), delta(2, 'b'))),
      () => new Response(bytes(delta(3, 'c'), done(4))),
    ];
    expect(await run(answers)).toEqual({
      asked: [undefined, '2'],
      ids: ['1', '2', '3', '4'],
      lines: ['open', 'reconnecting', 'open'],
    });
  });

  it('tries again when the server is away, and gives up in the end', async () => {
    await expect(run([])).rejects.toMatchObject({ code: 'offline' });
    const busy = (): Response => {
      throw new Problem({ status: 503, code: 'busy' });
    };
    await expect(run([busy])).rejects.toMatchObject({ code: 'busy' });
    expect(
      (await run([() => new Response(bytes(delta(1, 'a'))), busy, () => new Response(bytes(done(2)))])).asked,
    ).toEqual([undefined, '1', '1']);
  });

  it('does not insist on a refusal', async () => {
    const refused = (): Response => {
      throw new Problem({ status: 404, code: 'not_found' });
    };
    await expect(run([refused])).rejects.toMatchObject({ code: 'not_found' });
  });

  it('ends without a word when it is aborted', async () => {
    const { ids, asked } = await run([() => new Response(bytes(delta(1, 'stop'), delta(2, 'b')))]);
    expect({ ids, asked }).toEqual({ ids: ['1'], asked: [undefined] });
  });
});
