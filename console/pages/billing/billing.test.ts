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
    true,
    now,
  );
  expect(days).toHaveLength(14);
  expect(days.at(-1)).toEqual({ day: '2026-11-23', amount: 12 });
  expect(days.filter(({ amount }) => amount > 0)).toHaveLength(2);
});

it('shows only the days of which it has all movements, each day of the calendar once', () => {
  const movements = [
    { at: new Date('2026-03-30T00:10:00').toISOString(), amount: -5 },
    { at: new Date('2026-03-29T09:00:00').toISOString(), amount: -3 },
    { at: new Date('2026-03-28T09:00:00').toISOString(), amount: -7 },
  ];
  const now = new Date('2026-03-30T00:30:00');
  expect(spending(movements, false, now)).toEqual([
    { day: '2026-03-29', amount: 3 },
    { day: '2026-03-30', amount: 5 },
  ]);
  expect(new Set(spending(movements, true, now).map(({ day }) => day)).size).toBe(14);
});
