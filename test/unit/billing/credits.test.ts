import { describe, expect, it } from 'vitest';
import { billingRoutes, LOW_BALANCE } from '../../../contracts/billing/routes.ts';
import { newId } from '../../../contracts/ids.ts';
import { creditsOf, movementOf } from '../../../lambdas/billing/credits.ts';

describe('credits', () => {
  it('shows what is held beside what is available', () => {
    const holds = { a: { amount: 30, until: 1, purpose: 'chat' as const } };
    const shown = creditsOf({ balance: 100, available: 70, holds });
    expect(shown).toEqual({ balance: 100, available: 70, held: 30, level: 'low' });
    expect(billingRoutes.readCredits.answer.parse(shown)).toEqual(shown);
  });
  it.each([
    [LOW_BALANCE, 'good'],
    [LOW_BALANCE - 1, 'low'],
    [1, 'low'],
    [0, 'empty'],
  ])('warns before zero: %i is %s', (available, level) => {
    expect(creditsOf({ balance: LOW_BALANCE * 2, available, holds: {} }).level).toBe(level);
  });
  it('shows a movement without its billing subject', () => {
    const shown = {
      entry: 1,
      at: '2026-11-23T00:00:00.000Z',
      amount: -3,
      kind: 'chat' as const,
      of: 'trn_1',
    };
    expect(
      movementOf({ ...shown, customerId: newId('customer'), month: '2026-11', once: 'hld_1', expiresAt: 1 }),
    ).toEqual(shown);
  });
});
