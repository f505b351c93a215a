import { expect, it } from 'vitest';
import { contextOf, latestTurn, pathTo } from '../../../lambdas/chat/context.ts';
import { mostTokens } from '../../../lambdas/models/tokens.ts';
import { turnOf } from './turns.ts';

const first = turnOf({ prompt: 'first', answer: 'one' }, 0);
const second = turnOf({ prompt: 'second', answer: 'two', parentId: first.turnId }, 1);
const branch = turnOf({ prompt: 'branch', answer: 'other', parentId: first.turnId }, 2);
const said = (context: ReturnType<typeof contextOf>) =>
  context.messages.map(({ content }) => content[0].text);

it('a turn sees the turns that it follows, and not the branch beside them', () => {
  expect(said(contextOf(pathTo([branch, second, first], second.turnId), 'next', 1000)).join(' ')).toBe(
    'first one second two next',
  );
  expect(said(contextOf(pathTo([branch, second, first], branch.turnId), 'next', 1000)).join(' ')).toBe(
    'first one branch other next',
  );
});

it('the latest is the one that began last by our own time, whatever a client made its id say', () => {
  expect(latestTurn([second, branch, first])).toBe(branch.turnId);
  expect(latestTurn([])).toBeUndefined();
});

it('a circle of parents ends', () => {
  const odd = { ...first, parentId: second.turnId };
  expect(pathTo([odd, second], second.turnId)).toHaveLength(2);
});

it('the oldest turns fall out where they do not fit, the prompt never', () => {
  const path = pathTo([first, second], second.turnId);
  const room = mostTokens('next') + mostTokens('second') + mostTokens('two');
  expect(said(contextOf(path, 'next', room))).toEqual(['second', 'two', 'next']);
  expect(said(contextOf(path, 'next', 1))).toEqual(['next']);
});

it('roles alternate: a turn that has no answer is left out with its question', () => {
  const failed = turnOf({ prompt: 'failed', parentId: second.turnId }, 3);
  const context = contextOf(pathTo([first, second, failed], failed.turnId), 'next', 1000);
  expect(said(context)).not.toContain('failed');
  expect(context.messages.map(({ role }) => role).join(' ')).toBe('user assistant user assistant user');
});
