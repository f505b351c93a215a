import { createSecretKey, randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import type { TurnEvent } from '../../../contracts/chat/routes.ts';
import { Draft, type Piece } from '../../../lambdas/chat/draft.ts';
import { type FollowParts, followTurn } from '../../../lambdas/chat/follow-turn.ts';
import type { Ending, Turn } from '../../../lambdas/chat/turns.ts';
import { turnOf } from './turns.ts';

const key = { key: createSecretKey(randomBytes(32)), version: 1 };
const words = 'Each word of it arrives once, in order, whoever listens .'.split(/(?<= )/);
const whole = words.join('');

/** An answer that grows by a word a step and is kept every `every` words, until it is finished, or its function dies. */
function growing(every: number, diesAfter = Number.POSITIVE_INFINITY) {
  const draft = new Draft();
  const pieces: Piece[] = [];
  let step = 0;
  let turn: Turn = turnOf({ state: 'answering' });
  let now = Date.parse(turn.createdAt);
  const endings: Ending[] = [];
  const grow = () => {
    now += 500;
    const word = step < diesAfter ? words[step++] : undefined;
    if (word !== undefined) draft.add(word);
    else if (step < diesAfter)
      turn = {
        ...turn,
        state: 'answered',
        answer: words.join(''),
        cost: 3,
        inputTokens: 1,
        outputTokens: 2,
        estimated: false,
      };
    else now += 1000 * 1000;
    const piece = step % every === 0 ? draft.piece() : undefined;
    if (!piece || step >= diesAfter) return;
    pieces.push(piece);
    draft.keep(piece);
  };
  const parts: FollowParts = {
    turns: {
      state: async () => turn.state,
      find: async () => turn,
      end: async (_key, _turn, ending) => {
        endings.push(ending);
        turn = { ...turn, ...ending };
        return 'ended';
      },
    },
    chunks: { from: async (_user, _key, _turn, position) => pieces.filter(({ first }) => first >= position) },
    clock: () => now,
    pause: async () => grow(),
  };
  return { parts, grow, endings, turn: () => turn };
}

async function follow(parts: FollowParts, turn: Turn, after: number): Promise<TurnEvent[]> {
  const events: TurnEvent[] = [];
  for await (const { id, data } of followTurn(parts, key, turn, after)) {
    if (data.type === 'delta') expect(id).toBe(data.seq);
    events.push(data);
  }
  return events;
}
const textOf = (events: TurnEvent[]) =>
  events.map((event) => (event.type === 'delta' ? event.text : '')).join('');

it('gives exactly the rest from every position, whenever the client comes back and however pieces were cut', async () => {
  for (const every of [1, 3, 100]) {
    for (const steps of [0, 4, words.length + 1]) {
      for (let position = 0; position <= whole.length; position += 3) {
        const { parts, grow, turn } = growing(every);
        for (let step = 0; step < steps; step++) grow();
        const events = await follow(parts, turn(), position - 1);
        expect(textOf(events)).toBe(whole.slice(position));
        expect(events.at(-1)).toMatchObject({ type: 'done', state: 'answered', cost: 3 });
      }
    }
  }
});

it('a position beyond the end gets the end alone', async () => {
  const { parts, grow, turn } = growing(2);
  for (let step = 0; step <= words.length; step++) grow();
  expect(await follow(parts, turn(), 10_000)).toEqual([expect.objectContaining({ type: 'done' })]);
});

it('the function that answers dies: what its pieces hold is kept, and the turn has failed', async () => {
  const { parts, turn, endings } = growing(2, 5);
  const first = await follow(parts, turn(), -1);
  // The follower's own time is over before the function must be dead: the client comes back where it was.
  expect(first.every(({ type }) => type === 'delta')).toBe(true);
  const rest = await follow(parts, turn(), textOf(first).length - 1);
  const events = [...first, ...rest];
  expect(events.at(-1)).toMatchObject({ type: 'done', state: 'failed', failure: 'interrupted', cost: 0 });
  expect(textOf(events)).toBe(words.slice(0, 4).join(''));
  expect(endings).toEqual([expect.objectContaining({ state: 'failed', answer: words.slice(0, 4).join('') })]);
});
