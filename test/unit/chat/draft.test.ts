import { expect, it } from 'vitest';
import { Draft, deltasFrom, endOf, type Piece, restFrom } from '../../../lambdas/chat/draft.ts';

const words = ['Zero', ' retention', ' is', ' a', ' promise', ' 🙂', '.'];

/** A draft of these words, and the pieces that it was kept in. */
function drafted(keepAfter: readonly number[]): { draft: Draft; pieces: Piece[] } {
  const draft = new Draft();
  const pieces: Piece[] = [];
  for (const [index, word] of words.entries()) {
    draft.add(word);
    const piece = keepAfter.includes(index) ? draft.piece() : undefined;
    if (!piece) continue;
    pieces.push(piece);
    draft.keep(piece);
  }
  return { draft, pieces };
}

it('a sequence number is the position of the last character, so the finished text gives what follows it', () => {
  const draft = new Draft();
  let written = '';
  for (const word of words) {
    const { seq, text } = draft.add(word);
    written += text;
    expect(written.slice(seq + 1 - text.length)).toBe(word);
    expect(written.slice(0, seq + 1) + words.slice(words.indexOf(word) + 1).join('')).toBe(words.join(''));
  }
});

it('from every position, pieces and the finished text together give exactly the rest, whole pieces or none', () => {
  const whole = words.join('');
  for (const keepAfter of [[], [0], [2, 5], [1, 3, 6]]) {
    const { pieces } = drafted(keepAfter);
    for (let position = 0; position <= whole.length; position++) {
      const deltas = deltasFrom(pieces, position);
      const next = (deltas.at(-1)?.seq ?? position - 1) + 1;
      expect(deltas.map(({ text }) => text).join('') + whole.slice(next)).toBe(whole.slice(position));
    }
  }
});

it('what is added while a piece is stored waits for the next piece', () => {
  const draft = new Draft();
  draft.add('one');
  const piece = draft.piece();
  draft.add(' two');
  if (piece) draft.keep(piece);
  expect(draft.piece()).toEqual({ first: 3, deltas: [' two'] });
});

it('deltas end before a piece that is missing', () => {
  const { pieces } = drafted([1, 3, 6]);
  const [first, , last] = pieces;
  expect(first && last && deltasFrom([first, last], 0).at(-1)?.seq).toBe(first && endOf(first) - 1);
});

it('from every position, thoughts and answer come apart, from pieces and from the finished texts', () => {
  const draft = new Draft();
  for (const thought of ['Hm, ', 'so it is. ']) draft.think(thought);
  const pieces: Piece[] = [];
  const keep = () => {
    const piece = draft.piece();
    if (piece) pieces.push(piece);
    if (piece) draft.keep(piece);
  };
  draft.add('Ze');
  keep();
  draft.add('ro');
  keep();
  expect(draft.think('Too late')).toBeUndefined();
  const both = 'Hm, so it is. Zero';
  for (let position = 0; position <= both.length; position++) {
    for (const found of [deltasFrom(pieces, position), restFrom(draft.thinking, 'Zero', position)]) {
      expect(found.map(({ text }) => text).join('')).toBe(both.slice(position));
      const answer = found.flatMap(({ type, text }) => (type === 'delta' ? text : [])).join('');
      expect(answer).toBe('Zero'.slice(Math.max(0, position - draft.thinking.length)));
      if (found.length > 0) expect(found.at(-1)?.seq).toBe(both.length - 1);
    }
  }
});

it('of a thought, so much is kept as fits beside prompt and answer', () => {
  const draft = new Draft();
  const half = 'ä'.repeat(7_000);
  expect(draft.think(half)?.seq).toBe(6_999);
  expect(draft.think(half)).toBeUndefined();
  expect(draft.add('Yes.').seq).toBe(7_003);
});
