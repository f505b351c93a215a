import { expect, it } from 'vitest';
import { costNow } from './cost.ts';

const HOUR_MS = 60 * 60 * 1000;

it('runs the cost on while the machine runs, and only then', () => {
  const machine = { state: 'ready', costSoFar: 1000, perHour: 4000 };
  expect(costNow(machine, 0, HOUR_MS / 2)).toBe(3000);
  expect(costNow(machine, HOUR_MS, 0)).toBe(1000);
  expect(costNow({ ...machine, state: 'stopped' }, 0, HOUR_MS)).toBe(1000);
});
