import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CustomerId, newId } from '../../contracts/ids.ts';
import { MAX_HOLDS, type Reservation } from '../../lambdas/billing/ledger.ts';
import { reserveUpdate, settleItems, welcomeOf } from '../../lambdas/billing/ledger-items.ts';
import { LedgerActor } from '../support/ledger-acts.ts';
import { type Act, contradictions } from '../support/ledger-oracle.ts';
import { openLedger } from '../support/ledger-tables.ts';
import {
  buyer,
  chat,
  machine,
  stutterer,
  sweeper,
  type Worker,
  type World,
} from '../support/ledger-workers.ts';
import { startOwnEmulator } from '../support/own-emulator.ts';
import { purseOf } from '../support/purse.ts';
import { type Dice, diceOf, sampleOf, seedOfRun } from '../support/seed.ts';

const interleavings = sampleOf(40, 2_000);
const WORKERS = 8;
const seed = seedOfRun();
const until = 4_000_000_000;
const facts = { at: '2026-11-23T12:00:00.000Z', of: 'trn_test' };
const hold = (amount: number): Reservation => ({ holdId: newId('hold'), amount, until, purpose: 'chat' });

let emulator: Awaited<ReturnType<typeof startOwnEmulator>>;
let ledger: Awaited<ReturnType<typeof openLedger>>;
beforeAll(async () => {
  emulator = await startOwnEmulator();
  ledger = await openLedger(emulator.endpoint);
});
afterAll(() => emulator[Symbol.asyncDispose]());

async function customerWith(amount: number, ...holds: readonly Reservation[]): Promise<CustomerId> {
  const customer = newId('customer');
  await ledger.store.grant(customer, welcomeOf(amount, facts.at));
  for (const each of holds) await ledger.store.holds.reserve(customer, each);
  return customer;
}

describe('workers on one account at the same time', () => {
  it(`contradict nothing in ${interleavings} interleavings, seed ${seed}`, {
    timeout: 1_800_000,
  }, async () => {
    let acts = 0;
    for (let n = 0; n < interleavings; n++) {
      const { answered, wrong } = await interleave(diceOf(seed + n));
      acts += answered;
      expect(wrong, `interleaving with seed ${seed + n}`).toEqual([]);
    }
    console.log(`${interleavings} interleavings, ${acts} acts, ${WORKERS} workers, seed ${seed}`);
  });

  it('share the last credits: 50 at once, each takes a tenth, ten get it', async () => {
    const customer = await customerWith(1_000);
    const wanted = Array.from({ length: 50 }, () => hold(100));
    const answers = await Promise.all(wanted.map((each) => ledger.store.holds.reserve(customer, each)));
    const reserved = wanted.filter((_, n) => answers[n] === 'reserved');
    expect(reserved).toHaveLength(10);
    expect(await ledger.store.holds.read(customer)).toMatchObject({ balance: 1_000, available: 0 });
    const settled = await Promise.all(
      reserved.map((each) => ledger.store.settle(customer, { hold: each, cost: 90, facts })),
    );
    expect(settled).toEqual(reserved.map(() => 'settled'));
    const after = { balance: 100, available: 100, holds: {} };
    expect(await ledger.store.holds.read(customer)).toMatchObject(after);
  });
});

async function interleave(dice: Dice): Promise<{ answered: number; wrong: string[] }> {
  const actor = new LedgerActor(ledger.store, newId('customer'));
  const first = { do: 'grant' as const, entry: 'first', amount: 20 + dice.below(300) };
  const answered: { act: Act; answer: string }[] = [{ act: first, answer: await actor.do(first) }];
  let now = 1_000;
  let open = (await actor.read()).holds;
  const world: World = {
    dice,
    now: () => now,
    openHolds: () => Object.entries(open).map(([id, terms]) => ({ hold: id, ...terms })),
  };
  const run = async (worker: Worker) => {
    for (let step = worker.next(''); !step.done; ) {
      now += dice.below(3);
      const answer = await actor.do(step.value);
      answered.push({ act: step.value, answer });
      if (dice.oneIn(3)) {
        const seen = await actor.read();
        open = seen.holds;
        if (seen.available < 0 || seen.balance < 0) throw new Error('below zero');
      }
      step = worker.next(answer);
    }
  };
  const kinds = [chat, chat, chat, machine, machine, stutterer, buyer, sweeper] as const;
  await Promise.all(Array.from({ length: WORKERS }, () => run(dice.pick(kinds)(world))));
  return { answered: answered.length, wrong: contradictions(answered, await actor.found()) };
}

describe('the store answers as the rules do', () => {
  const noHold = { refused: 'no-hold' };
  it('grants the welcome once', async () => {
    const customer = await customerWith(500);
    const again = welcomeOf(500, new Date().toISOString());
    expect(await ledger.store.grant(customer, again)).toBe('already');
    const after = { balance: 500, available: 500, holds: {} };
    expect(await ledger.store.holds.read(customer)).toMatchObject(after);
  });
  it('refuses, and says why', async () => {
    const nobody = newId('customer');
    expect(await ledger.store.holds.reserve(nobody, hold(1))).toEqual({ refused: 'insufficient' });
    expect(await ledger.store.holds.release(nobody, newId('hold'))).toBe('already');
    expect(await ledger.store.settle(nobody, { hold: hold(1), cost: 1, facts })).toEqual(noHold);
    const customer = await customerWith(100);
    const first = hold(60);
    expect(await ledger.store.holds.reserve(customer, first)).toBe('reserved');
    expect(await ledger.store.holds.reserve(customer, first)).toBe('reserved');
    expect(await ledger.store.holds.reserve(customer, { ...first, amount: 61 })).toEqual({
      refused: 'duplicate',
    });
    expect(await ledger.store.holds.reserve(customer, hold(41))).toEqual({ refused: 'insufficient' });
    expect(await ledger.store.holds.expire(customer, first.holdId, until)).toEqual({ refused: 'not-due' });
    const renewed = { hold: first, cost: 10, next: hold(91), facts };
    expect(await ledger.store.settle(customer, renewed)).toEqual({ refused: 'insufficient' });
    expect(await ledger.store.holds.read(customer)).toMatchObject({ balance: 100, available: 40 });
    expect(await ledger.store.holds.expire(customer, first.holdId, until + 1)).toBe('expired');
    expect(await ledger.store.settle(customer, { hold: first, cost: 10, facts })).toEqual(noHold);
  });
  it('goes on from hold to hold, and repeats an answer', async () => {
    const [first, second] = [hold(60), hold(90)];
    const customer = await customerWith(100, first);
    const renewal = { hold: first, cost: 10, next: second, facts };
    expect(await ledger.store.settle(customer, renewal)).toBe('settled');
    expect(await ledger.store.settle(customer, renewal)).toBe('already');
    expect(await ledger.store.holds.read(customer)).toMatchObject({
      balance: 90,
      available: 0,
      holds: { [second.holdId]: { amount: 90, until, purpose: 'chat' } },
    });
  });
  it('refuses to go on into an open hold, and to settle another amount than was reserved', async () => {
    const [first, second] = [hold(40), hold(30)];
    const customer = await customerWith(100, first, second);
    const into = { hold: first, cost: 10, next: second, facts };
    expect(await ledger.store.settle(customer, into)).toEqual({ refused: 'duplicate' });
    const other = { hold: { ...first, amount: 41 }, cost: 10, facts };
    expect(await ledger.store.settle(customer, other)).toEqual(noHold);
    expect(await ledger.store.holds.read(customer)).toMatchObject({ balance: 100, available: 30 });
  });
  it('opens no more holds than fit', async () => {
    const customer = await customerWith(100, ...Array.from({ length: MAX_HOLDS }, () => hold(1)));
    expect(await ledger.store.holds.reserve(customer, hold(1))).toEqual({ refused: 'too-many-holds' });
  });
  it('does all of a transaction or nothing', async () => {
    const first = hold(60);
    const customer = await customerWith(100, first);
    const own = {
      ConditionCheck: {
        TableName: ledger.tables.ledger,
        Key: { customerId: customer, entry: 9 },
        ConditionExpression: 'attribute_exists(customerId)',
      },
    };
    const answer = await ledger.store.settle(customer, { hold: first, cost: 10, facts }, [own]);
    expect(answer).toEqual({ refused: 'own-items' });
    expect(await ledger.store.holds.read(customer)).toMatchObject({ balance: 100, available: 40 });
  });
  it('A10 lists a use with the counts that it was computed from, newest first', async () => {
    const customer = await customerWith(100);
    const first = hold(60);
    await ledger.store.holds.reserve(customer, first);
    const tokens = { inputTokens: 12, outputTokens: 3, estimated: true };
    const counts = { model: 'nova-2-lite', priceFrom: '2026-11-01', ...tokens };
    await ledger.store.settle(customer, { hold: first, cost: 10, facts: { ...facts, ...counts } });
    const { items, next } = await ledger.store.list(customer, { limit: 1 });
    expect(items).toMatchObject([{ ...counts, amount: -10, kind: 'chat', of: facts.of }]);
    const rest = await ledger.store.list(customer, { limit: 5, cursor: next });
    expect(rest.items).toMatchObject([{ amount: 100, kind: 'welcome' }]);
  });
  it('finds everybody with open holds', async () => {
    const [holder, other] = [await customerWith(100, hold(60)), await customerWith(100)];
    const found = await Array.fromAsync(ledger.store.holds.holders(), ({ customerId }) => customerId);
    expect(found).toContain(holder);
    expect(found).not.toContain(other);
  });
});

describe('write units', () => {
  it('are 1 for the last reservation that fits, and 4 for its settlement', async () => {
    const most = Array.from({ length: MAX_HOLDS - 1 }, () => hold(2 ** 40));
    const customer = await customerWith(2 ** 50, ...most);
    const last = hold(2 ** 40);
    const ReturnConsumedCapacity = 'TOTAL' as const;
    const reserved = await ledger.documents.update({
      ...reserveUpdate(ledger.tables.balances, customer, last),
      ReturnConsumedCapacity,
    });
    expect(reserved.ConsumedCapacity?.CapacityUnits).toBe(1);
    const purse = (await ledger.store.holds.find(customer)) ?? purseOf(customer);
    const TransactItems = settleItems(ledger.tables, purse, { hold: last, cost: 2 ** 39, facts });
    const settled = await ledger.documents.transactWrite({ TransactItems, ReturnConsumedCapacity });
    expect(settled.ConsumedCapacity?.reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0)).toBe(4);
  });
});
