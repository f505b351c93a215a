import {
  DynamoDBClient,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, type GetCommandOutput } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { newId } from '../../../contracts/ids.ts';
import { LedgerBusy } from '../../../lambdas/billing/contention.ts';
import type { Reservation } from '../../../lambdas/billing/ledger.ts';
import { LedgerStore } from '../../../lambdas/billing/ledger-store.ts';

/** The emulator never answers that two writes met; DynamoDB does. */
const met = new TransactionConflictException({ message: 'met', $metadata: {} });
const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({
    message: 'cancelled',
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

const done: GetCommandOutput = { $metadata: {} };
const item = (Item: Record<string, unknown>): GetCommandOutput => ({ ...done, Item });

const customer = newId('customer');
const hold: Reservation = { holdId: newId('hold'), amount: 40, until: 4_000_000_000, purpose: 'chat' };
const { holdId, ...terms } = hold;
const settlement = { hold, cost: 30, facts: { at: '2026-11-23T00:00:00.000Z', of: 'trn_1' } };
const open = { customerId: customer, balance: 100, available: 60, holds: { [holdId]: terms }, v: 1 };

/** A store whose client answers from a script, and throws what is an error in it. */
function storeThatHears(...answers: (GetCommandOutput | Error)[]) {
  const db = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-central-1' }));
  let asked = 0;
  const answer = () => {
    const output = answers[asked++];
    if (output === undefined) throw new Error('asked more often than the script knows');
    return output instanceof Error ? Promise.reject(output) : Promise.resolve({ output, response: {} });
  };
  db.middlewareStack.add(() => answer, { step: 'initialize', priority: 'high' });
  return { store: new LedgerStore(db, { balances: 'balances', ledger: 'ledger' }), asked: () => asked };
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
    const { store } = storeThatHears(cancelled('None', 'TransactionConflict'), item(open), done, done);
    expect(await store.settle(customer, settlement)).toBe('settled');
  });
  it('are known to have happened, when the answer got lost', async () => {
    const after = { ...open, balance: 70, available: 70, holds: {} };
    const written = item({ entryId: 'led_1' });
    const { store } = storeThatHears(cancelled('None', 'TransactionConflict'), item(after), written);
    expect(await store.settle(customer, settlement)).toBe('already');
  });
  it('give up after nine attempts, with nothing done', async () => {
    const { store } = storeThatHears(...Array.from({ length: 9 }, () => met));
    await expect(store.holds.reserve(customer, hold)).rejects.toBeInstanceOf(LedgerBusy);
  });
});

describe('other failures', () => {
  it('propagate at once', async () => {
    const outage = new Error('no connection');
    await expect(storeThatHears(outage).store.holds.reserve(customer, hold)).rejects.toBe(outage);
    await expect(storeThatHears(outage).store.settle(customer, settlement)).rejects.toBe(outage);
    const fault = cancelled('ValidationError', 'None');
    await expect(storeThatHears(fault).store.settle(customer, settlement)).rejects.toBe(fault);
  });
});
