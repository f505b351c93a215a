import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { newId } from '../../../contracts/ids.ts';
import { Answers } from './answers.ts';

const conversation = newId('conversation');
const asked: { method: string; path: string; key: string | null }[] = [];

const events = (...data: object[]): Response =>
  new Response(data.map((each) => `data: ${JSON.stringify(each)}\n\n`).join(''));
const refused = (status: number, code: string): Response =>
  new Response(JSON.stringify({ status, code, title: code }), {
    status,
    headers: { 'content-type': 'application/problem+json' },
  });
const done = {
  type: 'done',
  state: 'answered',
  inputTokens: 1,
  outputTokens: 1,
  estimated: false,
  cost: 1,
} as const;

/** The API: each request takes the next answer; one that is lost was heard all the same. */
function answering(...next: readonly (Response | 'lost')[]): void {
  const left = [...next];
  vi.stubGlobal('fetch', (address: string, { method, headers }: RequestInit) => {
    const { pathname, search } = new URL(address, 'https://console.test');
    asked.push({
      method: method ?? 'GET',
      path: pathname + search,
      key: new Headers(headers).get('idempotency-key'),
    });
    const answer = left.shift();
    return answer === undefined || answer === 'lost'
      ? Promise.reject(new TypeError('the line broke'))
      : Promise.resolve(answer);
  });
}

beforeEach(() => {
  asked.splice(0);
  vi.stubGlobal('requestAnimationFrame', () => 1);
});
afterEach(() => vi.unstubAllGlobals());

it('follows the answer of a question that was heard before, instead of showing a conflict', async () => {
  answering('lost', refused(409, 'already_exists'), events({ type: 'delta', seq: 0, text: 'Here.' }, done));
  const answers = new Answers();
  expect(await answers.ask(conversation, { prompt: 'Are you there?' })).toEqual(done);
  const key = asked[0]?.key;
  expect(key).toMatch(/^[0-9a-z]{26}$/);
  const turns = `/v1/conversations/${conversation}/turns`;
  expect(asked).toEqual([
    { method: 'POST', path: turns, key },
    { method: 'POST', path: turns, key },
    { method: 'GET', path: `${turns}/trn_${key}/events?after=-1`, key: null },
  ]);
  expect(answers.of(conversation)).toMatchObject({ text: 'Here.', turnId: `trn_${key}` });
  expect(answers.of(conversation)).not.toHaveProperty('failure');
});

it('shows any other refusal', async () => {
  answering(refused(402, 'out_of_credits'));
  const answers = new Answers();
  expect(await answers.ask(conversation, { prompt: 'Are you there?' })).toBeUndefined();
  expect(answers.of(conversation)?.failure).toMatchObject({ code: 'out_of_credits' });
  expect(asked).toHaveLength(1);
});

it('what a model thinks arrives apart from its answer', async () => {
  answering(
    events(
      { type: 'thinking', seq: 2, text: 'Hm.' },
      { type: 'delta', seq: 5, text: 'Yes' },
      { type: 'delta', seq: 6, text: '.' },
      done,
    ),
  );
  const answers = new Answers();
  await answers.ask(conversation, { prompt: 'Are you there?' });
  expect(answers.of(conversation)).toMatchObject({ thinking: 'Hm.', text: 'Yes.' });
});
