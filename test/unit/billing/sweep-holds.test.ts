import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import { type CustomerId, newId } from '../../../contracts/ids.ts';
import { HoldStore } from '../../../lambdas/billing/hold-store.ts';
import { type Balance, expire } from '../../../lambdas/billing/ledger.ts';
import { sweepHolds } from '../../../lambdas/billing/sweep-holds.ts';
import { purseOf } from '../../support/purse.ts';

const terms = { amount: 10, purpose: 'chat' } as const;

/** A store of one balance whose scan shows an older state than its writes meet. */
class OneBalance extends HoldStore {
  readonly asked: string[] = [];
  readonly scanned: Balance;
  now: Balance;

  constructor(scanned: Balance, now: Balance) {
    super(DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-central-1' })), 'balances');
    this.scanned = scanned;
    this.now = now;
  }
  override async *holders() {
    yield purseOf(newId('customer'), this.scanned);
  }
  override async expire(_: CustomerId, holdId: string, nowSeconds: number) {
    this.asked.push(holdId);
    const { decision, after } = expire(this.now, holdId, nowSeconds);
    this.now = after;
    return decision;
  }
}

it('gives back what is due, and asks for nothing whose owner may still settle', async () => {
  const scanned: Balance = {
    balance: 100,
    available: 70,
    holds: {
      dead: { ...terms, until: 999 },
      settled: { ...terms, until: 999 },
      alive: { ...terms, until: 1_000 },
    },
  };
  const { settled: _settled, ...holds } = scanned.holds;
  const store = new OneBalance(scanned, { balance: 95, available: 75, holds });
  expect(await sweepHolds(store, 1_000)).toBe(1);
  expect(store.asked).toEqual(['dead', 'settled']);
  expect(store.now).toEqual({ balance: 95, available: 85, holds: { alive: { ...terms, until: 1_000 } } });
});
