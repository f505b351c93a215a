import { describe, expect, it } from 'vitest';
import { storesOf } from '../../../contracts/stores.ts';
import {
  checkRestorable,
  isDue,
  newErasure,
  notEmpty,
  receiptOf,
  roundOf,
} from '../../../lambdas/privacy/erasures.ts';
import { profiles } from '../../../policy/profiles/all.ts';
import { accountOf } from '../accounts/account.ts';

const now = Date.UTC(2026, 10, 23);
const DAY = 86_400_000;
const account = accountOf(now);

describe('the recovery window', () => {
  it('C83 lasts as long as the profile says and never beyond day 29, so that all is over by day 30', () => {
    const erasure = newErasure(account, true, profiles.connic, now);
    expect(isDue(erasure, now + 29 * DAY - 1)).toBe(false);
    expect(isDue(erasure, now + 29 * DAY)).toBe(true);
    expect(Object.values(profiles).every(({ recoveryDays }) => recoveryDays <= 29)).toBe(true);
  });

  it('C83 is none where the person chooses so', () => {
    expect(isDue(newErasure(account, false, profiles.connic, now), now)).toBe(true);
  });

  it('T30 is not offered by a profile that deletes at once', () => {
    expect(() => newErasure(account, true, profiles.tropic, now)).toThrow('recovery_not_offered');
  });

  it('lets nobody back after it', () => {
    const waiting = { ...newErasure(account, true, profiles.connic, now), state: 'waiting' as const };
    expect(() => checkRestorable(waiting, now + 28 * DAY)).not.toThrow();
    expect(() => checkRestorable(waiting, now + 29 * DAY)).toThrow('too_late');
    expect(() => checkRestorable({ ...waiting, state: 'erasing' }, now)).toThrow('too_late');
    expect(() => checkRestorable(undefined, now)).toThrow('conflict');
  });

  it('has an execution of its own at its end', () => {
    const erasure = newErasure(account, true, profiles.connic, now);
    expect(roundOf(erasure, now)).not.toBe(roundOf(erasure, now + 29 * DAY));
  });
});

describe('the receipt', () => {
  const stores = storesOf(profiles.cloister.capabilities);
  const erasure = { ...newErasure(account, false, profiles.cloister, now), erased: { conversations: 3 } };

  it('C124 names every store that holds something of a person, and why anything stays', () => {
    const receipt = receiptOf(
      erasure,
      'Cloister',
      stores,
      new Map([['ledger', 7]]),
      new Date(now).toISOString(),
    );
    const named = receipt.stores.map(({ store }) => store);
    const unnamed = stores.filter(({ name }) => !named.includes(name)).map(({ name }) => name);
    expect(unnamed).toEqual(['policy-versions', 'readings', 'site', '__Host-login']);
    expect(receipt.stores.find(({ store }) => store === 'conversations')).toMatchObject({
      erased: 3,
      left: 0,
    });
    expect(receipt.stores.filter(({ left = 0 }) => left > 0)).toEqual([
      expect.objectContaining({ store: 'ledger', stays: expect.stringContaining('seven years') }),
    ]);
  });

  it('names where random ids stay though nothing is kept by account, without a count', () => {
    const receipt = receiptOf(erasure, 'Cloister', stores, new Map(), new Date(now).toISOString());
    const uncounted = receipt.stores.filter(({ left }) => left === undefined);
    expect(uncounted.map(({ store }) => store)).toEqual([
      'receipts',
      'trail-objects',
      'function-logs',
      'access-logs',
      'workflow-histories',
      'management-trail',
    ]);
    expect(uncounted.filter(({ stays }) => stays === undefined)).toEqual([]);
  });

  it('is not given while a store that should be empty is not', () => {
    expect(notEmpty(stores, new Map([['turns', 1]]))).toEqual(['turns']);
    expect(notEmpty(stores, new Map([['audit-trail', 4]]))).toEqual([]);
  });
});
