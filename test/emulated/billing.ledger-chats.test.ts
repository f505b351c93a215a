import { expect, inject, it } from 'vitest';
import * as z from 'zod';
import { billingRoutes } from '../../contracts/billing/routes.ts';
import { chatRoutes, type TurnEvent } from '../../contracts/chat/routes.ts';
import { newId } from '../../contracts/ids.ts';
import { priceOf } from '../../lambdas/billing/prices.ts';
import { findModel, priceAt } from '../../policy/models.ts';
import { StreamRefused } from '../support/deployment/calls.ts';
import { openShared } from '../support/deployment/open.ts';
import { askIn, beginConversation, readEvents } from '../support/evidence/chatting.ts';
import { accountOf } from '../support/evidence/storage.ts';
import { ledgerOf } from '../support/ledger-deployed.ts';
import { type Dice, diceOf, sampleOf, seedOfRun } from '../support/seed.ts';
import type { Person } from '../support/target.ts';

const { parts } = openShared(inject('deployment'));
const store = ledgerOf(parts);

const WORKERS = 8;
const TURNS_EACH = 5;
const rounds = sampleOf(1, 50);
const seed = seedOfRun();
/** The shortest answer that credits are spent on. */
const short = '[[models tokens=64]]';

async function creditsOf(as: Person) {
  const answer = await parts.api('GET /v1/credits', { as });
  return billingRoutes.readCredits.answer.parse(answer.body);
}

async function movementsOf(as: Person) {
  const items: z.infer<typeof billingRoutes.listLedger.answer>['items'] = [];
  let next: string | undefined = '';
  while (next !== undefined) {
    const path = `/v1/credits/ledger?limit=100${next && `&cursor=${next}`}`;
    const { body } = await parts.api(`GET ${path}`, { as });
    const page = billingRoutes.listLedger.answer.parse(body);
    items.push(...page.items);
    next = page.next;
  }
  return items;
}

async function turnsOf(as: Person, conversationId: string) {
  const { body } = await parts.api(`GET /v1/conversations/${conversationId}`, { as });
  return chatRoutes.readConversation.answer.parse(body).turns;
}

/** What an answer of the fewest tokens sets aside for its input, seen from outside while it runs, and what it costs. */
async function shortAnswerOf(as: Person, conversation: string): Promise<{ input: number; cost: number }> {
  const name = newId('turn');
  const events: TurnEvent[] = [];
  let input = 0;
  for await (const event of askIn(parts, as, conversation, `${short} [[models hold=${name}]]`)) {
    events.push(event);
    if (event.type !== 'start') continue;
    const model = findModel(event.model);
    if (!model) throw new Error('no such model');
    const output = { inputTokens: 0, outputTokens: model.maxOutputTokens };
    input = (await creditsOf(as)).held - priceOf(output, priceAt(model, new Date().toISOString()));
    await parts.models.act('POST /release', { hold: name });
  }
  return { input, cost: readEvents(events).done?.cost ?? 0 };
}

/** Leaves a person with so much and no more. */
async function leave(as: Person, amount: number): Promise<void> {
  const { customerId: customer } = await accountOf(parts, as);
  const { available } = await store.holds.read(customer);
  const hold = {
    holdId: newId('hold'),
    amount: available - amount,
    until: 4_000_000_000,
    purpose: 'run' as const,
  };
  await store.holds.reserve(customer, hold);
  await store.settle(customer, {
    hold,
    cost: hold.amount,
    facts: { at: new Date().toISOString(), of: newId('run') },
  });
}

/** Answers whose readers have left still run. */
const untilSettled = (as: Person) =>
  expect.poll(async () => (await creditsOf(as)).held, { timeout: 60_000, interval: 200 }).toBe(0);

const problem = z.object({ status: z.number(), code: z.string() });

/** The one truth from outside: what answers cost is what was moved, and all that was moved is the balance. */
async function expectAgreement(as: Person, conversations: readonly string[]): Promise<void> {
  await untilSettled(as);
  const turns = (await Promise.all(conversations.map((each) => turnsOf(as, each)))).flat();
  const movements = await movementsOf(as);
  const charged = new Map(
    movements.filter(({ kind }) => kind === 'chat').map(({ of, amount }) => [of, -amount]),
  );
  expect(charged.size).toBe(movements.filter(({ kind }) => kind === 'chat').length);
  for (const { turnId, cost = 0 } of turns) {
    expect(charged.get(turnId) ?? 0, turnId).toBe(cost);
    charged.delete(turnId);
  }
  expect([...charged.keys()]).toEqual([]);
  const balance = movements.reduce((sum, { amount }) => sum + amount, 0);
  expect(balance).toBeGreaterThanOrEqual(0);
  expect(await creditsOf(as)).toMatchObject({ balance, available: balance, held: 0 });
}

/** How an answer ended, or the code with which it was refused. */
async function ask(as: Person, conversation: string, prompt: string) {
  try {
    const events = await Array.fromAsync(askIn(parts, as, conversation, prompt));
    return readEvents(events).done?.state;
  } catch (error) {
    if (!(error instanceof StreamRefused)) throw error;
    return problem.parse(error.problem).code;
  }
}

it('shares the last credits among 50 parallel chats: what cannot be paid is refused', async () => {
  const person = await parts.people.fresh();
  const first = await beginConversation(parts, person);
  const { input, cost } = await shortAnswerOf(person, first);
  const left = input + cost * 5;
  await leave(person, left);
  const second = await beginConversation(parts, person);
  const chats = Array.from({ length: 50 }, (_, n) => ask(person, n % 2 ? first : second, short));
  const ends = await Promise.all(chats);
  expect(new Set(ends)).toEqual(new Set(['answered', 'out_of_credits']));
  expect(ends.filter((end) => end === 'answered').length * cost).toBeLessThanOrEqual(left);
  await expectAgreement(person, [first, second]);
});

/** A prompt for each way that an answer can go. */
const ways = ['answered', 'answered', 'stopped', 'left', 'broken', 'failed', 'swept'] as const;

async function takeTurn(dice: Dice, as: Person, conversation: string): Promise<string> {
  const way = dice.pick(ways);
  const size = `tokens=${5 + dice.below(40)}`;
  const prompts = {
    answered: `[[models ${size}]]`,
    stopped: '[[models tokens=400 pace=20]]',
    left: `[[models ${size} pace=5]]`,
    broken: `[[models ${size} break=reset after=3]]`,
    failed: '[[models fail=ThrottlingException]]',
    swept: `[[models ${size} pace=20]]`,
  };
  try {
    for await (const event of askIn(parts, as, conversation, prompts[way])) {
      if (event.type !== 'start') continue;
      const path = `/v1/conversations/${conversation}/turns/${event.turnId}/stop`;
      if (way === 'stopped') await parts.api(`POST ${path}`, { as });
      if (way === 'swept') await parts.aws.runScheduled('sweep-holds');
      if (way === 'left') return way;
    }
    return way;
  } catch (error) {
    if (!(error instanceof StreamRefused)) throw error;
    return problem.parse(error.problem).code;
  }
}

it(`moves exactly what answers cost, in ${rounds * WORKERS * TURNS_EACH} turns of ${WORKERS} workers, seed ${seed}`, {
  timeout: 3_600_000,
}, async () => {
  const seen = new Map<string, number>();
  for (let round = 0; round < rounds; round++) {
    const dice = diceOf(seed + round);
    const person = await parts.people.fresh();
    const { customerId: customer } = await accountOf(parts, person);
    await leave(person, 20_000_000 + dice.below(80_000_000));
    const work = async () => {
      const conversation = await beginConversation(parts, person);
      for (let turn = 0; turn < TURNS_EACH; turn++) {
        const end = await takeTurn(dice, person, conversation);
        seen.set(end, (seen.get(end) ?? 0) + 1);
        const { balance, available } = await store.holds.read(customer);
        expect(Math.min(balance, available)).toBeGreaterThanOrEqual(0);
      }
      return conversation;
    };
    const conversations = await Promise.all(Array.from({ length: WORKERS }, work));
    await expectAgreement(person, conversations);
  }
  console.log(`turns by their end: ${JSON.stringify(Object.fromEntries(seen))}, seed ${seed}`);
});
