import { expect, it } from 'vitest';
import { balanceFigure, creditFigure } from './amounts.ts';

it('a balance is never shown as more than it is, and a cost to the nearest figure', () => {
  expect(balanceFigure(499_750_000)).toBe('499');
  expect(creditFigure(499_750_000)).toBe('500');
  expect(balanceFigure(0)).toBe('0');
  expect(balanceFigure(9_990)).toBe('0.009');
});
