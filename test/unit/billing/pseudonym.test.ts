import { describe, expect, it } from 'vitest';
import { newId } from '../../../contracts/ids.ts';
import { category } from '../../../policy/categories.ts';
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
  it('finds no value and no moment that an account and a billing number share', () => {
    const { accounts, customers } = world(0);
    for (const account of accounts)
      for (const customer of customers)
        expect(clues(account, customer)).toMatchObject({ values: 0, moments: 0 });
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
  const leaks: Readonly<Record<string, (n: number, customer: Records) => object>> = {
    'a shared id': (_, [first]) => ({ of: first?.['customerId'] }),
    'the number of movements': (_, { length }) => ({ turns: length }),
    'an instant': (n) => ({ at: new Date(time(n)).toISOString() }),
    'the second in which it expires': (n) => ({ expiresAt: Math.floor(time(n) / 1000) }),
    'the time in an id': (n) => ({ of: newId('turn', time(n)) }),
  };
  it.each(Object.entries(leaks))('would find many of them by %s', (_, leak) => {
    const { dice, accounts, customers } = world(0);
    const leaking = (side: readonly Records[]) =>
      side.map((records, n) => [...records, { ...leak(n, customers[n] ?? []) }]);
    expect(hits(leaking(accounts), leaking(customers), dice)).toBeGreaterThan(PEOPLE / 4);
  });
});

it('what can still be matched, and why, stands in what the receipt says of the ledger', () => {
  expect(category('billing').staysAfterErasure).toContain(stillMatched.what);
  expect(category('billing').staysAfterErasure).toContain(stillMatched.because);
});
