import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { newId } from '../../../contracts/ids.ts';
import type { Settlement } from '../../../lambdas/billing/ledger-items.ts';
import { LedgerStore } from '../../../lambdas/billing/ledger-store.ts';
import { ModelFault } from '../../../lambdas/models/model-fault.ts';
import type { AskModel, ModelEvent } from '../../../lambdas/models/question.ts';
import { type ConverseParts, openConverse } from '../../../lambdas/runs/converse.ts';
import { newRun } from '../../../lambdas/runs/runs.ts';
import { scriptedDocuments } from '../../support/scripted-documents.ts';
import { accountOf } from '../accounts/account.ts';

const now = Date.UTC(2026, 10, 23);
const account = accountOf(now);
const asked = {
  model: 'nova-2-lite' as const,
  maxTokens: 100,
  messages: [{ role: 'user' as const, content: [{ text: 'Do it.' }] }],
};
const said = (text: string): ModelEvent => ({
  contentBlockDelta: { contentBlockIndex: 0, delta: { text } },
});
const counted: ModelEvent = {
  metadata: {
    usage: { inputTokens: 7, outputTokens: 5, totalTokens: 12 },
    metrics: { latencyMs: 0 },
  },
};

beforeEach(() => vi.useFakeTimers({ now }));
afterEach(() => vi.useRealTimers());

/** A ledger that only notes what it is asked. */
class Notes extends LedgerStore {
  readonly settlements: (Settlement & { readonly own: number })[] = [];
  released = 0;
  readonly refusals: number;

  constructor(refusals: number) {
    super(scriptedDocuments().db, { balances: 'balances', ledger: 'ledger' });
    this.refusals = refusals;
    this.holds.reserve = async () => 'reserved';
    this.holds.release = async () => {
      this.released += 1;
      return 'released';
    };
  }
  override async settle(_customer: unknown, settlement: Settlement, own: readonly unknown[] = []) {
    this.settlements.push({ ...settlement, own: own.length });
    return this.settlements.length <= this.refusals ? { refused: 'own-items' as const } : 'settled';
  }
}

/** What comes of one call, of a run that is stopped after so many milliseconds. */
async function converse(ask: AskModel, { stoppedAfter = Infinity, refusals = 0 } = {}) {
  const run = newRun(account, newId('run', now), { prompt: 'Do it.', model: asked.model }, now);
  const ledger = new Notes(refusals);
  const parts: ConverseParts = {
    owners: { of: async () => account },
    guard: { check: async () => new Map([[asked.model, 'active' as const]]) },
    states: {
      find: async () => ({ ...run, state: Date.now() - now >= stoppedAfter ? 'stopping' : 'running' }),
      addingCost: () => ({}),
    },
    ledger,
    ask,
    offered: [asked.model],
  };
  const call = {
    ...{ actor: undefined, query: {}, headers: {}, requestId: '', instanceId: 'i-1', now },
    params: { runId: run.runId },
    body: asked,
    signal: new AbortController().signal,
  };
  const events: unknown[] = [];
  const running = (async () => {
    for await (const { data } of await openConverse(parts, call)) events.push(data);
  })();
  await vi.advanceTimersByTimeAsync(20 * 60 * 1000);
  await running;
  return { events, ledger };
}

const silent: AskModel = async function* (_model, _question, _maxTokens, signal) {
  yield* [];
  await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
};

it('the model’s own events pass through, and its own count is charged with the cost of the run', async () => {
  const { events, ledger } = await converse(async function* () {
    yield* [said('Done'), counted];
  });
  expect(events).toEqual([said('Done'), counted]);
  expect(ledger.settlements).toMatchObject([{ own: 1, facts: { inputTokens: 7, estimated: false } }]);
});

it('a run that was deleted meanwhile is paid without it', async () => {
  const { ledger } = await converse(
    async function* () {
      yield said('Done');
    },
    { refusals: 1 },
  );
  expect(ledger.settlements.map(({ own }) => own)).toEqual([1, 0]);
});

it.each([
  ['a fault before the first word', 'model_silent', { stoppedAfter: Infinity }],
  ['a stop before the first word', 'stopped', { stoppedAfter: 1500 }],
])('%s is told by its code and costs nothing', async (_what, code, when) => {
  const broken: AskModel = async function* () {
    yield* [];
    throw new ModelFault('model_silent');
  };
  const { events, ledger } = await converse(code === 'stopped' ? silent : broken, when);
  expect(events).toEqual([{ error: { code } }]);
  expect({ released: ledger.released, settlements: ledger.settlements }).toEqual({
    released: 1,
    settlements: [],
  });
});

it('a call that never ends is ended before its function is', async () => {
  expect((await converse(silent)).events).toEqual([{ error: { code: 'too_long' } }]);
});
