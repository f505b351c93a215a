import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { doorOf } from '../../../../lambdas/platform/http/door.ts';
import { Problem } from '../../../../lambdas/platform/http/problem.ts';
import { type StreamEvent, serverSentEvents } from '../../../../lambdas/platform/http/stream-endpoint.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A stream whose caller is shut out after so many milliseconds; `talks` says something each second. */
function streamFor(shutAfter: number, talks: boolean) {
  const began = Date.now();
  let asked = 0;
  let endedAfter: number | undefined;
  const door = doorOf(async () => {
    asked += 1;
    if (asked === 1) throw new Error('the table was not to be reached');
    if (Date.now() - began >= shutAfter) throw new Problem('account_closing');
  });
  async function* events(): AsyncGenerator<StreamEvent<unknown>> {
    // As an answer does: it ends by itself once it is not wanted.
    while (!door.signal.aborted) {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      if (talks) yield { data: 'a word' };
    }
    endedAfter = Date.now() - began;
  }
  return {
    sent: serverSentEvents(events(), 'request', door),
    endedAfter: () => endedAfter,
    asked: () => asked,
  };
}

const collect = async (sent: AsyncGenerator<string>, texts: string[] = []) => {
  for await (const text of sent) texts.push(text);
  return texts;
};

it.each([true, false])(
  'a caller who is shut out is told so within five seconds (talking: %s)',
  async (talks) => {
    const { sent, endedAfter, asked } = streamFor(20_000, talks);
    const all = collect(sent);
    await vi.advanceTimersByTimeAsync(60_000);
    const texts = await all;
    expect(texts.at(-1)).toBe('data: {"type":"error","code":"account_closing","detail":""}\n\n');
    expect(texts.filter((text) => text.includes('error'))).toHaveLength(1);
    expect(endedAfter()).toBeLessThanOrEqual(26_000);
    expect(asked()).toBeLessThanOrEqual(7);
  },
);

it('whoever hangs up and is shut out then is not answered to the end', async () => {
  const { sent, endedAfter } = streamFor(20_000, true);
  const first = sent.next();
  await vi.advanceTimersByTimeAsync(1500);
  expect((await first).value).toContain('a word');
  const left = sent.return(undefined);
  await vi.advanceTimersByTimeAsync(60_000);
  await left;
  expect(endedAfter()).toBeLessThanOrEqual(26_000);
});
