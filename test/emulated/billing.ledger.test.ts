import { expect, inject, it } from 'vitest';
import { billingRoutes } from '../../contracts/billing/routes.ts';
import { newId } from '../../contracts/ids.ts';
import type { Reservation } from '../../lambdas/billing/ledger.ts';
import { openShared } from '../support/deployment/open.ts';
import { accountOf } from '../support/evidence/storage.ts';
import { ledgerOf } from '../support/ledger-deployed.ts';
import type { Person } from '../support/target.ts';

const { parts } = openShared(inject('deployment'));
const store = ledgerOf(parts);

const WELCOME = 500_000_000;
const now = () => Math.floor(Date.now() / 1000);
const facts = { at: '2026-11-23T12:00:00.000Z', of: newId('turn') };
const hold = (amount: number, until: number): Reservation => ({
  holdId: newId('hold'),
  amount,
  until,
  purpose: 'chat',
});

async function creditsOf(as: Person) {
  const answer = await parts.api('GET /v1/credits', { as });
  return billingRoutes.readCredits.answer.parse(answer.body);
}

async function movementsOf(as: Person, query = '') {
  const answer = await parts.api(`GET /v1/credits/ledger${query}`, { as });
  return billingRoutes.listLedger.answer.parse(answer.body);
}

it('shows what is held, and warns before zero', async () => {
  const person = await parts.people.fresh();
  const { customerId: customer } = await accountOf(parts, person);
  await store.holds.reserve(customer, hold(WELCOME - 10, now() + 600));
  expect(await creditsOf(person)).toEqual({
    balance: WELCOME,
    available: 10,
    held: WELCOME - 10,
    level: 'low',
  });
  await store.holds.reserve(customer, hold(10, now() + 600));
  expect(await creditsOf(person)).toMatchObject({ available: 0, level: 'empty' });
});

it('lists movements by page, newest first, and each adds up to the balance', async () => {
  const person = await parts.people.fresh();
  const { customerId: customer } = await accountOf(parts, person);
  for (const cost of [10, 20, 30]) {
    const reserved = hold(50, now() + 600);
    await store.holds.reserve(customer, reserved);
    await store.settle(customer, { hold: reserved, cost, facts });
  }
  const first = await movementsOf(person, '?limit=3');
  expect(first.items.map(({ amount }) => amount)).toEqual([-30, -20, -10]);
  const second = await movementsOf(person, `?limit=3&cursor=${first.next}`);
  expect(second.items).toMatchObject([{ amount: WELCOME, kind: 'welcome' }]);
  expect((await creditsOf(person)).balance).toBe(WELCOME - 60);
});

it('leads nowhere with a cursor of somebody else or of nobody', async () => {
  const [one, other] = [await parts.people.fresh(), await parts.people.fresh()];
  await store.grant((await accountOf(parts, one)).customerId, {
    once: newId('hold'),
    amount: 5,
    kind: 'correction',
    facts,
  });
  const { next } = await movementsOf(one, '?limit=1');
  const seen = await movementsOf(other, `?cursor=${next}`);
  expect(seen.items).toMatchObject([{ amount: WELCOME, kind: 'welcome' }]);
  const forged = await parts.api('GET /v1/credits/ledger?cursor=forged', { as: one });
  expect(forged.body).toMatchObject({ status: 400, code: 'invalid_request' });
});

it('sweeps the holds of the dead and leaves those whose owner may still settle', async () => {
  const person = await parts.people.fresh();
  const { customerId: customer } = await accountOf(parts, person);
  const [dead, alive] = [hold(100, now() - 1), hold(200, now() + 600)];
  await store.holds.reserve(customer, dead);
  await store.holds.reserve(customer, alive);
  await parts.aws.runScheduled('sweep-holds');
  expect(await creditsOf(person)).toMatchObject({ balance: WELCOME, available: WELCOME - 200, held: 200 });
  expect(await store.settle(customer, { hold: dead, cost: 1, facts })).toEqual({ refused: 'no-hold' });
  expect(await store.settle(customer, { hold: alive, cost: 1, facts })).toBe('settled');
});
