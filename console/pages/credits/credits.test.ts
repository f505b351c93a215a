import { expect, it } from 'vitest';
import { spending } from './spending.ts';

it('sums charges by day, leaves grants out, and shows days without any', () => {
  const now = new Date('2026-11-23T12:00:00');
  const at = (day: string): string => new Date(`2026-11-${day}T09:00:00`).toISOString();
  const days = spending(
    [
      { at: at('23'), amount: -5 },
      { at: at('23'), amount: -7 },
      { at: at('20'), amount: -1 },
      { at: at('20'), amount: 100 },
      { at: at('01'), amount: -9 },
    ],
    now,
  );
  expect(days).toHaveLength(14);
  expect(days.at(-1)).toEqual({ day: '2026-11-23', amount: 12 });
  expect(days.filter(({ amount }) => amount > 0)).toHaveLength(2);
});
