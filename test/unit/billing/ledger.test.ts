import { describe, expect, it } from 'vitest';
import { newId } from '../../../contracts/ids.ts';
import {
  type Balance,
  chargeOf,
  emptyBalance,
  expire,
  grant,
  holdUntil,
  MAX_HOLDS,
  type Reservation,
  release,
  reserve,
  settle,
} from '../../../lambdas/billing/ledger.ts';
import { grantItems, openingItems, settleItems, welcomeOf } from '../../../lambdas/billing/ledger-items.ts';
import { purseOf } from '../../support/purse.ts';

const hold = (holdId: string, amount: number, until = 1_000): Reservation => ({
  holdId,
  amount,
  until,
  purpose: 'chat',
});
const tables = { balances: 'b', ledger: 'l' };
const terms = { until: 1_000, purpose: 'chat' } as const;
const rich: Balance = { balance: 100, available: 100, holds: {} };
const held: Balance = { balance: 100, available: 60, holds: { a: { amount: 40, ...terms } } };

describe('reserve', () => {
  it('sets the amount aside and leaves the balance', () => {
    expect(reserve(rich, hold('a', 40))).toEqual({ decision: 'reserved', after: held });
  });
  it('takes the last micro-credit and not one more', () => {
    expect(reserve(held, hold('b', 60)).after.available).toBe(0);
    expect(reserve(held, hold('b', 61))).toEqual({ decision: { refused: 'insufficient' }, after: held });
    expect(reserve(emptyBalance, hold('a', 1)).decision).toEqual({ refused: 'insufficient' });
  });
  it('answers a retry as the first time and changes nothing', () => {
    expect(reserve(held, hold('a', 40))).toEqual({ decision: 'reserved', after: held });
  });
  it('refuses another hold under a used id', () => {
    expect(reserve(held, hold('a', 41)).decision).toEqual({ refused: 'duplicate' });
    expect(reserve(held, hold('a', 40, 1_001)).decision).toEqual({ refused: 'duplicate' });
  });
  it('refuses more holds than fit into one write unit', () => {
    const full = Array.from({ length: MAX_HOLDS }, (_, n) => `h${n}`).reduce(
      (now, id) => reserve(now, hold(id, 1)).after,
      rich,
    );
    expect(reserve(full, hold('one more', 1)).decision).toEqual({ refused: 'too-many-holds' });
  });
  it.each([0, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])(
    'throws on an amount of %s',
    (amount) => {
      expect(() => reserve(rich, hold('a', amount))).toThrow(RangeError);
    },
  );
});

describe('settle', () => {
  const settled = (cost: number, own = hold('a', 40), next?: Reservation) =>
    settle(held, { hold: own, cost, ...(next ? { next } : {}) }, false);
  it('charges the cost and gives back the rest', () => {
    const after = { balance: 70, available: 70, holds: {} };
    expect(settled(30)).toEqual({ decision: 'settled', after });
  });
  it('never charges above the hold', () => {
    const after = { balance: 60, available: 60, holds: {} };
    expect(settled(4_000)).toEqual({ decision: 'settled', after });
    expect(chargeOf({ amount: 40 }, 4_000)).toBe(40);
  });
  it('charges nothing for nothing', () => {
    expect(settled(0).after).toEqual(rich);
  });
  it('happens once', () => {
    for (const after of [rich, held])
      expect(settle(after, { hold: hold('a', 40), cost: 30 }, true)).toEqual({ decision: 'already', after });
  });
  it('charges nothing once the hold was given back', () => {
    const { decision, after } = settle(rich, { hold: hold('a', 40), cost: 30 }, false);
    expect({ decision, after }).toEqual({ decision: { refused: 'no-hold' }, after: rich });
  });
  it('charges nothing to a hold of another amount', () => {
    expect(settled(30, hold('a', 41)).decision).toEqual({ refused: 'no-hold' });
  });
  it('opens the next hold from what comes back and what is available', () => {
    const { decision, after } = settled(30, hold('a', 40), hold('b', 70));
    expect(decision).toBe('settled');
    expect(after).toEqual({ balance: 70, available: 0, holds: { b: { amount: 70, ...terms } } });
  });
  it('does neither where credits do not suffice to go on', () => {
    const { decision, after } = settled(30, hold('a', 40), hold('b', 71));
    expect({ decision, after }).toEqual({ decision: { refused: 'insufficient' }, after: held });
    expect(settled(30, hold('a', 40), hold('a', 40)).decision).toEqual({ refused: 'duplicate' });
  });
  it('throws on a cost that is none', () => {
    expect(() => settled(-1)).toThrow(RangeError);
    expect(() => settled(1.5)).toThrow(RangeError);
  });
});

describe('giving back', () => {
  it('releases once', () => {
    expect(release(held, 'a')).toEqual({ decision: 'released', after: rich });
    expect(release(rich, 'a')).toEqual({ decision: 'already', after: rich });
  });
  it('expires only after the last second of the hold', () => {
    expect(expire(held, 'a', 1_000)).toEqual({ decision: { refused: 'not-due' }, after: held });
    expect(expire(held, 'a', 1_001)).toEqual({ decision: 'expired', after: rich });
    expect(expire(rich, 'a', 1_001).decision).toBe('already');
  });
  it('lets a hold outlive its owner by a minute', () => {
    expect(holdUntil(1_000.2, 300)).toBe(1_361);
  });
});

describe('grant', () => {
  it('adds once', () => {
    expect(grant(emptyBalance, 100, false)).toEqual({ decision: 'granted', after: rich });
    expect(grant(rich, 100, true)).toEqual({ decision: 'already', after: rich });
    expect(() => grant(emptyBalance, 0, false)).toThrow(RangeError);
  });
  it('names one entry for each hold and each customer', () => {
    const customer = newId('customer');
    const purse = { ...purseOf(customer, held), movements: 6 };
    const facts = { at: '2026-11-23T12:34:56.789Z', of: 'trn_1' };
    const settlement = { hold: hold('a', 40), cost: 30, facts };
    const parts = [
      settleItems(tables, purse, settlement)[0],
      grantItems(tables, purse, { once: 'a', amount: 1, kind: 'correction', facts })[0],
    ];
    for (const part of parts)
      expect(part).toMatchObject({
        Put: {
          Item: { customerId: customer, entry: 7, month: '2026-11' },
          ConditionExpression: 'attribute_not_exists(customerId)',
        },
      });
    expect(openingItems(tables, customer, welcomeOf(5, facts.at))[1]).toMatchObject({
      Put: { Item: { entry: 1 } },
    });
  });
});
