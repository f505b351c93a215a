import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { newId } from '../../../contracts/ids.ts';
import type { Reservation } from '../../../lambdas/billing/ledger.ts';
import { settleItems } from '../../../lambdas/billing/ledger-items.ts';
import { LedgerStore } from '../../../lambdas/billing/ledger-store.ts';
import { AccountBusy } from '../../../lambdas/platform/dynamo/contention.ts';
import { purseOf } from '../../support/purse.ts';
import { cancelled, met, scriptedDocuments } from '../../support/scripted-documents.ts';

const done = {};
const item = (Item: Record<string, unknown>) => ({ Item });

const customer = newId('customer');
const hold: Reservation = { holdId: newId('hold'), amount: 40, until: 4_000_000_000, purpose: 'chat' };
const { holdId, ...terms } = hold;
const settlement = { hold, cost: 30, facts: { at: '2026-11-23T00:00:00.000Z', of: 'trn_1' } };
const open = { ...purseOf(customer, { balance: 100, available: 60, holds: { [holdId]: terms } }), v: 1 };

/** A store whose client answers from a script. */
function storeThatHears(...answers: Parameters<typeof scriptedDocuments>) {
  const { db, asked } = scriptedDocuments(...answers);
  return {
    store: new LedgerStore(db, { balances: 'balances', ledger: 'ledger' }),
    asked: () => asked.length,
  };
}

beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(0));
afterEach(() => void vi.restoreAllMocks());

describe('writes that meet', () => {
  it('are tried again', async () => {
    const { store, asked } = storeThatHears(met, met, done);
    expect(await store.holds.reserve(customer, hold)).toBe('reserved');
    expect(asked()).toBe(3);
  });
  it('are tried again in a transaction, when the state still allows it', async () => {
    const { store } = storeThatHears(item(open), cancelled('None', 'TransactionConflict'), item(open), done);
    expect(await store.settle(customer, settlement)).toBe('settled');
  });
  it('are known to have happened, when the answer got lost', async () => {
    const after = { ...open, balance: 70, available: 70, holds: {} };
    const [entry] = settleItems({ balances: 'b', ledger: 'l' }, open, settlement);
    const written = { Items: [entry && 'Put' in entry ? entry.Put.Item : {}] };
    const met = cancelled('None', 'TransactionConflict');
    const { store } = storeThatHears(item(open), met, item(after), written);
    expect(await store.settle(customer, settlement)).toBe('already');
  });
  it('give up after nine attempts, with nothing done', async () => {
    const { store } = storeThatHears(...Array.from({ length: 9 }, () => met));
    await expect(store.holds.reserve(customer, hold)).rejects.toBeInstanceOf(AccountBusy);
  });
});

describe('other failures', () => {
  it('propagate at once', async () => {
    const outage = new Error('no connection');
    await expect(storeThatHears(outage).store.holds.reserve(customer, hold)).rejects.toBe(outage);
    await expect(storeThatHears(outage).store.settle(customer, settlement)).rejects.toBe(outage);
    const fault = cancelled('ValidationError', 'None');
    await expect(storeThatHears(item(open), fault).store.settle(customer, settlement)).rejects.toBe(fault);
  });
});
