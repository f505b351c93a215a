import { expect, it } from 'vitest';
import { newId } from '../../../contracts/ids.ts';
import { type Balance, emptyBalance, type Reservation, reserve } from '../../../lambdas/billing/ledger.ts';
import { priceOf } from '../../../lambdas/billing/prices.ts';
import { affordableTokens, type Request, reserveUse } from '../../../lambdas/models/reservation.ts';
import { findModel, priceAt } from '../../../policy/models.ts';

const model = findModel('claude-haiku-5-5');
if (!model) throw new Error('the model has left the catalogue');
const price = priceAt(model, '2026-11-23');
const now = Date.UTC(2026, 10, 23);
const wanted: Request = {
  customer: newId('customer'),
  model,
  question: {},
  most: 1000,
  estimated: 500,
  maxTokens: model.maxOutputTokens,
  purpose: 'chat',
  of: newId('turn'),
};
const full = priceOf({ inputTokens: 1000, outputTokens: model.maxOutputTokens }, price);

/** Holds on a balance in memory; others may reserve in between. */
function holdsOn(available: number, meanwhile: (read: number) => number = () => 0) {
  let balance: Balance = { ...emptyBalance, balance: available, available };
  let reads = 0;
  return {
    reserve: async (_customer: unknown, hold: Reservation) => {
      const { decision, after } = reserve(balance, hold);
      balance = after;
      return decision;
    },
    read: async () => {
      const seen = balance;
      balance = { ...balance, available: balance.available - meanwhile(++reads) };
      return seen;
    },
    now: () => balance,
  };
}

it('reserves the whole answer where credits allow it', async () => {
  const holds = holdsOn(full + 5);
  const { hold, maxTokens } = await reserveUse(holds, wanted, now);
  expect({ amount: hold.amount, maxTokens }).toEqual({ amount: full, maxTokens: model.maxOutputTokens });
  expect(holds.now().available).toBe(5);
});

it('makes the answer shorter where they do not, and spends no more than there is', async () => {
  for (const available of [
    full - 1,
    Math.floor(full / 2),
    priceOf({ inputTokens: 1000, outputTokens: 64 }, price),
  ]) {
    const holds = holdsOn(available);
    const { hold, maxTokens } = await reserveUse(holds, wanted, now);
    expect(maxTokens).toBeLessThan(model.maxOutputTokens);
    expect(hold.amount).toBeLessThanOrEqual(available);
    expect(priceOf({ inputTokens: 1000, outputTokens: maxTokens + 1 }, price)).toBeGreaterThan(available);
  }
});

it('refuses where a useful answer cannot be paid, and reserves nothing', async () => {
  const holds = holdsOn(priceOf({ inputTokens: 1000, outputTokens: 63 }, price));
  await expect(reserveUse(holds, wanted, now)).rejects.toMatchObject({ code: 'out_of_credits' });
  expect(holds.now().holds).toEqual({});
  expect(affordableTokens(0, wanted, price)).toBeUndefined();
});

it('tries again when another tab was faster, and gives up when it always is', async () => {
  const once = holdsOn(Math.floor(full / 2), (read) => (read === 1 ? Math.floor(full / 4) : 0));
  expect((await reserveUse(once, wanted, now)).hold.amount).toBeLessThanOrEqual(full / 4);
  const always = holdsOn(Math.floor(full * 0.9), () => Math.floor(full / 10));
  await expect(reserveUse(always, wanted, now)).rejects.toMatchObject({ code: 'out_of_credits' });
});

it('says that too much runs at once, which is not the same as no credits', async () => {
  const holds = holdsOn(full * 20);
  for (let taken = 0; taken < 10; taken++) await reserveUse(holds, wanted, now);
  await expect(reserveUse(holds, wanted, now)).rejects.toMatchObject({ code: 'too_many_requests' });
});

it('reserves room for thinking beside the answer, and refuses where that leaves no room for either', async () => {
  const thinking = { ...wanted, maxTokens: 8_192, question: { effort: 'medium' as const } };
  const rich = holdsOn(full);
  const { hold, maxTokens } = await reserveUse(rich, thinking, now);
  expect(maxTokens).toBe(8_192 + 8_192);
  expect(hold.amount).toBe(priceOf({ inputTokens: 1000, outputTokens: 16_384 }, price));
  const poor = holdsOn(priceOf({ inputTokens: 1000, outputTokens: 1_023 }, price));
  await expect(reserveUse(poor, thinking, now)).rejects.toMatchObject({ code: 'out_of_credits' });
});
