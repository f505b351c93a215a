import { expect, it } from 'vitest';
import { isMoment } from '../../../../local/deployment/checkpoints.ts';

const minutes = (count: number): number => count * 60_000;
const last = minutes(100);

it.each([
  [
    'after three quiet minutes, a quarter of an hour after the last one',
    { open: 0, at: minutes(112) },
    115,
    true,
  ],
  ['not while a request is open', { open: 1, at: minutes(112) }, 130, false],
  ['not when somebody was there just now', { open: 0, at: minutes(113) }, 115, false],
  ['not so soon after the last one', { open: 0, at: minutes(101) }, 114, false],
  ['not when nobody came since the last one', { open: 0, at: minutes(99) }, 200, false],
])('a checkpoint is taken %s', (_when, serving, now, taken) => {
  expect(isMoment(serving, last, minutes(now))).toBe(taken);
});
