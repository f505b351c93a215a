import { expect, it } from 'vitest';
import { blocksOf } from './blocks.ts';

it('takes a text apart into blocks', () => {
  expect(blocksOf('# One\n\ntwo\n\n\n- three').map(({ type }) => type)).toEqual([
    'heading',
    'paragraph',
    'list',
  ]);
});

it.each(['>', '1. ', '- > '])('shows a text of thousands of %j as it came', (level) => {
  const text = level.repeat(20_000);
  expect(blocksOf(text)).toEqual([{ type: 'code', raw: text, text }]);
});
