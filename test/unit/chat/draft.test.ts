import { expect, it } from 'vitest';
import { Draft, deltasFrom, endOf, type Piece } from '../../../lambdas/chat/draft.ts';

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
