import { describe, expect, it } from 'vitest';
import { newId } from '../../../contracts/ids.ts';
import { describedCategory } from '../../../policy/category-words.ts';
import { stillMatched } from '../../../policy/pseudonym.ts';
import { clues, hits, type Records } from '../../support/analyst.ts';
import { lived } from '../../support/histories.ts';
import { diceOf, seedOfRun } from '../../support/seed.ts';

const PEOPLE = 20;
const WORLDS = 25;
const seed = seedOfRun();

/** People with rhythms of their own, all erased. */
const world = (n: number) => {
  const dice = diceOf(seed + n);
  const people = Array.from({ length: PEOPLE }, (_, number) => lived(dice, number));
  return {
    dice,
    accounts: people.map((each) => each.account),
    customers: people.map((each) => each.customer),
  };
};

describe(`an analyst with all that is kept of ${PEOPLE} people, seed ${seed}`, () => {
  it('finds no value, no moment and no count that an account and a billing number share', () => {
    const { accounts, customers } = world(0);
    for (const account of accounts)
      for (const customer of customers)
        expect(clues(account, customer)).toEqual({ values: 0, moments: 0, counts: 0 });
  });

  it('matches no more of them than by what receipt and policy say', { timeout: 120_000 }, () => {
    const found = { all: 0, said: 0 };
    for (let n = 0; n < WORLDS; n++) {
      const { dice, accounts, customers } = world(n);
      found.all += hits(accounts, customers, dice);
      found.said += hits(accounts, customers, dice, false);
    }
    console.log(`of ${PEOPLE * WORLDS}: ${found.all} by everything, ${found.said} by what is said`);
    // A random order of n people has one hit on average, with a variance of one.
    expect(found.all).toBeLessThanOrEqual(found.said + 4 * Math.sqrt(2 * WORLDS));
  });

  const time = (n: number) => Date.parse('2026-09-02T12:00:00.001Z') + n * 3 * 86_400_000;
  /** What is planted in each account's records; where there is a moment, a like one is planted in the customer's. */
  const leaks: Readonly<Record<string, (n: number, customer: Records) => { own: object; theirs?: object }>> =
    {
      'a shared id': (_, [first]) => ({ own: { of: first?.['customerId'] } }),
      'the number of movements': (_, { length }) => ({ own: { turns: length } }),
      'an instant': (n) => ({ own: atOf(n), theirs: atOf(n) }),
      'the second in which it expires': (n) => ({ own: secondOf(n), theirs: secondOf(n) }),
      'the time in an id': (n) => ({ own: idOf(n), theirs: idOf(n) }),
    };
  const atOf = (n: number) => ({ at: new Date(time(n)).toISOString() });
  const secondOf = (n: number) => ({ expiresAt: Math.floor(time(n) / 1000) });
  const idOf = (n: number) => ({ of: newId('turn', time(n)) });
  it.each(Object.entries(leaks))('would find many of them by %s', (_, leak) => {
    const { dice, accounts, customers } = world(0);
    const planted = customers.map((customer, n) => leak(n, customer));
    const leaking = accounts.map((records, n) => [...records, { ...planted[n]?.own }]);
    const theirs = customers.map((records, n) => [...records, { ...planted[n]?.theirs }]);
    const side = planted.some((each) => each.theirs !== undefined) ? theirs : customers;
    expect(hits(leaking, side, dice)).toBeGreaterThan(PEOPLE / 4);
  });
});

it('what can still be matched, and why, stands in what the receipt says of the ledger', () => {
  expect(describedCategory('billing').staysAfterErasure).toContain(stillMatched.what);
  expect(describedCategory('billing').staysAfterErasure).toContain(stillMatched.because);
});
