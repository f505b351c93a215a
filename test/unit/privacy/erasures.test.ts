import { describe, expect, it } from 'vitest';
import { receiptDocument } from '../../../contracts/privacy/receipt.ts';
import { isErasable, type StoreSpec } from '../../../contracts/spec/store.ts';
import { storesOf } from '../../../contracts/stores.ts';
import type { Erasure } from '../../../lambdas/privacy/erasure-store.ts';
import {
  checkRestorable,
  isAccountedFor,
  isDue,
  lineOf,
  newErasure,
  receiptOf,
  roundOf,
} from '../../../lambdas/privacy/erasures.ts';
import type { Answer } from '../../../lambdas/privacy/keepers/keeper.ts';
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
  const emptied = stores.filter(isErasable);
  const erasure: Erasure = {
    ...newErasure(account, false, profiles.cloister, now),
    erased: { ...Object.fromEntries(emptied.map(({ name }) => [name, 0])), conversations: 3, tokens: 2 },
    keysDestroyed: { content: new Date(now).toISOString(), credentials: new Date(now).toISOString() },
  };
  /** The receipt where each store answers a number, or that nobody can count. */
  const receiptWith = (left: Readonly<Record<string, number>> = {}, of = erasure) => {
    const answerOf = ({ name, privacy: { subject } }: StoreSpec): Answer =>
      subject.by === 'nobody' ? { uncounted: subject.because } : { count: left[name] ?? 0, how: 'asked' };
    const lines = stores
      .filter(isAccountedFor)
      .map((store) => lineOf(store, answerOf(store), of, new Date(now)));
    return receiptDocument.parse(receiptOf(of, 'Cloister', lines, new Date(now)));
  };

  it('C124 names every store that holds something of a person, and why anything stays', () => {
    const receipt = receiptWith({ ledger: 7, tombstones: 1 });
    const named = receipt.stores.map(({ store }) => store);
    const unnamed = stores.filter(({ name }) => !named.includes(name)).map(({ name }) => name);
    expect(unnamed.toSorted()).toEqual('__Host-login policy-versions readings site store-names'.split(' '));
    const chats = receipt.stores.find(({ store }) => store === 'conversations');
    expect(chats).toMatchObject({ erased: 'some', left: 0 });
    const tokens = receipt.stores.find(({ store }) => store === 'tokens');
    expect(tokens).toMatchObject({ erased: 2, left: 0 });
    expect(receipt.stores.filter(({ left = 0 }) => left > 0)).toEqual([
      expect.objectContaining({ store: 'tombstones', stays: expect.stringContaining('random ids') }),
    ]);
    expect(receipt.stores.find(({ store }) => store === 'ledger')).toEqual({
      store: 'ledger',
      category: 'billing',
      uncounted: expect.any(String),
      stays: expect.stringContaining('seven years'),
    });
  });

  it('names where random ids stay though nothing is kept by account, without a count', () => {
    const uncounted = receiptWith().stores.filter(({ left }) => left === undefined);
    expect(uncounted.map(({ store }) => store).toSorted()).toEqual(
      'access-logs address-hashes function-logs ledger management-trail receipts trail-objects workflow-histories'.split(
        ' ',
      ),
    );
    expect(uncounted.filter(({ stays }) => stays === undefined)).toEqual([]);
    expect(uncounted.filter(({ uncounted: why }) => why === undefined)).toEqual([]);
  });

  it('is not given while a store that should be empty is not', () => {
    expect(() => receiptWith({ turns: 1 })).toThrow('turns is not empty');
    expect(() => receiptWith({ tombstones: 4 })).not.toThrow();
  });

  it('says of every number when and how it was asked for', () => {
    const counted = receiptWith().stores.filter(({ left }) => left !== undefined);
    expect(counted.length).toBeGreaterThan(20);
    for (const line of counted)
      expect(line).toMatchObject({ askedAt: new Date(now).toISOString(), how: 'asked' });
  });

  it('is not given where a store was never counted, or could not be', () => {
    const { turns: _, ...erased } = erasure.erased;
    expect(() => receiptWith({}, { ...erasure, erased })).toThrow('turns was never counted');
    const turns = stores.find(({ name }) => name === 'turns');
    if (turns === undefined) throw new Error('no turns');
    expect(() => lineOf(turns, { uncounted: 'nobody knows' }, erasure, new Date(now))).toThrow(
      'nobody knows',
    );
  });

  it('is not given while a key is not destroyed', () => {
    const kept = { ...erasure, keysDestroyed: { credentials: new Date(now).toISOString() } };
    expect(() => receiptWith({}, kept)).toThrow('content key');
  });
});
