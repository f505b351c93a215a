import { createSecretKey, randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { TurnEvent } from '../../../contracts/chat/routes.ts';
import type { TurnState } from '../../../contracts/chat/stores.ts';
import { newId } from '../../../contracts/ids.ts';
import type { Settlement } from '../../../lambdas/billing/ledger-items.ts';
import { answerTurn } from '../../../lambdas/chat/answer.ts';
import type { Piece } from '../../../lambdas/chat/draft.ts';
import type { AnswerParts, Work } from '../../../lambdas/chat/finish-turn.ts';
import type { Ending } from '../../../lambdas/chat/turns.ts';
import { ModelFault } from '../../../lambdas/models/model-fault.ts';
import type { ModelEvent } from '../../../lambdas/models/question.ts';
import { findModel, priceAt } from '../../../policy/models.ts';
import { turnOf } from './turns.ts';

const model = findModel('nova-2-lite');
if (!model) throw new Error('the model has left the catalogue');
const price = priceAt(model, '2026-11-23');
const hold = { holdId: newId('hold'), amount: 1_000_000, until: 9_999_999_999, purpose: 'chat' as const };
const text = (said: string): ModelEvent => ({
  contentBlockDelta: { contentBlockIndex: 0, delta: { text: said } },
});
const counted = (inputTokens: number, outputTokens: number): ModelEvent => ({
  metadata: {
    usage: { inputTokens, outputTokens, totalTokens: inputTokens + outputTokens },
    metrics: { latencyMs: 0 },
  },
});
const usage = counted(7, 5);

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const work = (): Work => ({
  turn: turnOf({ state: 'answering' }),
  key: { key: createSecretKey(randomBytes(32)), version: 1 },
  use: {
    customer: newId('customer'),
    model,
    question: { messages: [] },
    most: 11,
    estimated: 11,
    maxTokens: 100,
    purpose: 'chat',
    of: newId('turn'),
    price,
    hold,
  },
});

type Ask = AnswerParts['ask'];
type Settled = Awaited<ReturnType<AnswerParts['ledger']['settle']>>;

/** A world in memory: what it was asked to do is what the test looks at. */
function world(
  ask: Ask,
  { state = 'answering', settled = ['settled'] }: { state?: TurnState; settled?: Settled[] } = {},
) {
  const seen = {
    state: state as TurnState | undefined,
    pieces: [] as Piece[],
    endings: [] as Ending[],
    settlements: [] as Settlement[],
    released: 0,
  };
  const parts: AnswerParts = {
    ask,
    turns: {
      state: async () => seen.state,
      end: async (_key, _turn, ending) => {
        seen.endings.push(ending);
        return 'ended';
      },
      endItem: (_key, _turn, ending) => {
        seen.endings.push(ending);
        const where = { TableName: '', Key: { userId: _turn.userId, turnKey: '' } };
        const nothing = { ExpressionAttributeNames: {}, ExpressionAttributeValues: {} };
        return { Update: { ...where, UpdateExpression: '', ConditionExpression: '', ...nothing } };
      },
    },
    chunks: {
      put: async (_user, _key, _turn, piece) => void seen.pieces.push(piece),
      deleteOf: async () => void seen.pieces.splice(0),
    },
    ledger: {
      settle: async (_customer, settlement) => {
        seen.settlements.push(settlement);
        return settled.shift() ?? 'settled';
      },
      holds: {
        read: async () => ({ balance: 10, available: 10, holds: {} }),
        release: async () => {
          seen.released += 1;
          return 'released';
        },
      },
    },
    clock: Date.now,
  };
  return { seen, parts };
}

async function eventsOf(parts: AnswerParts): Promise<TurnEvent[]> {
  const events: TurnEvent[] = [];
  const running = (async () => {
    for await (const { data } of answerTurn(parts, work())) events.push(data);
  })();
  await vi.advanceTimersByTimeAsync(20 * 60 * 1000);
  await running;
  return events;
}

const failing = (error: Error): Ask =>
  async function* () {
    yield* [];
    throw error;
  };

/** Says one word a second until the call is ended. */
const talkative: Ask = async function* (_model, _question, _maxTokens, signal) {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    signal.throwIfAborted();
    yield text('word ');
  }
};

it('an answer streams, is kept whole and charged by the model’s own count', async () => {
  const { seen, parts } = world(async function* () {
    yield* [text('Hello'), text(' you'), usage];
  });
  const events = await eventsOf(parts);
  expect(events.map(({ type }) => type)).toEqual(['start', 'delta', 'delta', 'done']);
  const counts = { inputTokens: 7, outputTokens: 5 };
  expect(events.at(-1)).toMatchObject({ state: 'answered', ...counts, estimated: false, available: 10 });
  expect(seen.endings).toEqual([
    expect.objectContaining({ state: 'answered', answer: 'Hello you', estimated: false }),
  ]);
  const charged = { ...counts, model: 'nova-2-lite', priceFrom: price.from };
  expect(seen.settlements[0]?.facts).toMatchObject(charged);
});

it('a stopped answer ends within a second of the wish, is kept, and charged by our own count', async () => {
  const { seen, parts } = world(talkative);
  setTimeout(() => Object.assign(seen, { state: 'stopping' }), 5500);
  const events = await eventsOf(parts);
  expect(events.filter(({ type }) => type === 'delta').length).toBeLessThanOrEqual(7);
  expect(events.at(-1)).toMatchObject({ state: 'stopped', estimated: true, inputTokens: 11 });
  expect(seen.settlements[0]?.facts).toMatchObject({ estimated: true });
});

it('an answer in a conversation that is deleted ends likewise, and is paid without its turn', async () => {
  const { seen, parts } = world(talkative, { settled: [{ refused: 'own-items' }, 'settled'] });
  setTimeout(() => Object.assign(seen, { state: undefined }), 3500);
  expect((await eventsOf(parts)).at(-1)).toMatchObject({ state: 'stopped' });
  expect(seen.settlements).toHaveLength(2);
  expect(seen.pieces).toEqual([]);
});

it('pieces are kept every two seconds, without gap or overlap', async () => {
  const { seen, parts } = world(talkative);
  setTimeout(() => Object.assign(seen, { state: 'stopping' }), 9500);
  await eventsOf(parts);
  expect(seen.pieces.length).toBeGreaterThanOrEqual(4);
  let end = 0;
  for (const { first, deltas } of seen.pieces) {
    expect(first).toBe(end);
    end += deltas.join('').length;
  }
});

it.each(['model_throttled', 'model_failed', 'model_silent'] as const)(
  '%s before the first word costs nothing',
  async (code) => {
    const { seen, parts } = world(failing(new ModelFault(code)));
    expect((await eventsOf(parts)).at(-1)).toMatchObject({ state: 'failed', failure: code, cost: 0 });
    expect(seen).toMatchObject({ released: 1, settlements: [], endings: [{ state: 'failed' }] });
  },
);

it('what was produced before a failure is kept and charged by our own count', async () => {
  const { seen, parts } = world(async function* () {
    yield text('Half an ans');
    throw new ModelFault('model_failed');
  });
  const failed = { state: 'failed', failure: 'model_failed', estimated: true, outputTokens: 3 };
  expect((await eventsOf(parts)).at(-1)).toMatchObject(failed);
  expect(seen.endings[0]).toMatchObject({ answer: 'Half an ans' });
  expect(seen.released).toBe(0);
});

it('a fault of our own ends the turn too', async () => {
  const { seen, parts } = world(failing(new TypeError('of ours')));
  expect((await eventsOf(parts)).at(-1)).toMatchObject({ state: 'failed', failure: 'internal', cost: 0 });
  expect(seen.released).toBe(1);
});

it('an answer that never ends is ended before its function is', async () => {
  const { parts } = world(talkative);
  const events = await eventsOf(parts);
  expect(events.at(-1)).toMatchObject({ state: 'failed', failure: 'too_long' });
});

it('never charges more than was reserved', async () => {
  const { parts } = world(async function* () {
    yield text('dear');
    yield counted(7, 1_000_000);
  });
  expect((await eventsOf(parts)).at(-1)).toMatchObject({ cost: hold.amount });
});

it('keeps the answer where the hold has gone, and charges nothing', async () => {
  const { seen, parts } = world(
    async function* () {
      yield* [text('Late'), usage];
    },
    { settled: [{ refused: 'no-hold' }] },
  );
  expect((await eventsOf(parts)).at(-1)).toMatchObject({ state: 'answered', cost: 0 });
  expect(seen.endings.at(-1)).toMatchObject({ answer: 'Late', cost: 0 });
});

const thought = (said: string): ModelEvent => ({
  contentBlockDelta: { contentBlockIndex: 0, delta: { reasoningContent: { text: said } } },
});
const ended = (stopReason: string): ModelEvent => ({
  messageStop: { stopReason: stopReason as 'end_turn' },
});

it('what is thought comes first, is kept apart from the answer, and is numbered with it', async () => {
  const { seen, parts } = world(async function* () {
    yield* [thought('Hm, '), thought('a greeting.'), text('Hello'), text(' you'), usage];
  });
  const events = await eventsOf(parts);
  expect(events.map(({ type }) => type)).toEqual(['start', 'thinking', 'thinking', 'delta', 'delta', 'done']);
  expect(events.flatMap((event) => ('seq' in event ? event.seq : []))).toEqual([3, 14, 19, 23]);
  expect(seen.endings).toEqual([
    expect.objectContaining({ state: 'answered', thinking: 'Hm, a greeting.', answer: 'Hello you' }),
  ]);
});

it('pieces keep what is thought, apart from the answer', async () => {
  const { seen, parts } = world(async function* () {
    yield* [thought('Hm.'), text('Hel')];
    await new Promise((resolve) => setTimeout(resolve, 2500));
    yield* [thought('late'), text('lo'), usage];
  });
  await eventsOf(parts);
  expect(seen.pieces[0]).toEqual({ first: 0, deltas: ['Hm.', 'Hel'], thoughts: 1 });
  expect(seen.endings[0]).toMatchObject({ thinking: 'Hm.', answer: 'Hello' });
});

it('a model that thinks until its room is used up has not answered, and is paid', async () => {
  const { seen, parts } = world(async function* () {
    yield* [thought('On and on'), ended('max_tokens'), usage];
  });
  expect((await eventsOf(parts)).at(-1)).toMatchObject({
    state: 'failed',
    failure: 'no_answer',
    outputTokens: 5,
  });
  expect(seen.settlements).toHaveLength(1);
});

it.each(['refusal', 'content_filtered', 'a_reason_of_tomorrow'])(
  '%s is no answer: the model declined',
  async (reason) => {
    const { parts } = world(async function* () {
      yield* [text('I'), ended(reason), usage];
    });
    expect((await eventsOf(parts)).at(-1)).toMatchObject({ state: 'failed', failure: 'model_declined' });
  },
);
