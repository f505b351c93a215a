// Alone: it reads the double’s latest call.
import { expect } from 'vitest';
import { findModel, priceAt } from '../../policy/models.ts';
import { ask, askAndStop } from '../support/evidence/chatting.ts';
import { claim } from '../support/evidence/claim.ts';
import { at } from '../support/evidence/template.ts';
import type { Person, Target } from '../support/target.ts';

async function movementsOf(target: Target, person: Person): Promise<readonly unknown[]> {
  const listed = await target.api('GET /v1/credits/ledger', { as: person });
  return [at(listed.body, 'items')].flat();
}

const isAnswer = (movement: unknown): boolean => at(movement, 'kind') === 'chat';

claim('A10', 'simulated', 'one answer, one movement', async (target) => {
  const person = await target.people.fresh();
  const { done, turnId } = await ask(target, person, '[[models tokens=40]]');
  const all = await movementsOf(target, person);
  const movements = all.filter(isAnswer);
  expect(movements).toHaveLength(1);
  const [movement] = movements;
  const model = findModel(String(at(movement, 'model')));
  if (!model) throw new Error('The movement names no model of the catalogue.');
  const price = priceAt(model, new Date().toISOString());
  const [input, output] = [Number(at(movement, 'inputTokens')), Number(at(movement, 'outputTokens'))];
  const call = (await target.models.calls()).at(-1);
  expect(input).toBeGreaterThan(0);
  expect([input, output]).toEqual([call?.inputTokens, call?.tokens]);
  expect(movement).toMatchObject({ of: turnId, priceFrom: price.from });
  const owed = (input * price.inputPerMillion + output * price.outputPerMillion) / 1_000_000;
  expect(Math.abs(Number(at(movement, 'amount')) + owed)).toBeLessThan(1);
  expect(done).toMatchObject({
    inputTokens: input,
    outputTokens: output,
    cost: -Number(at(movement, 'amount')),
  });
  const credits = await target.api('GET /v1/credits', { as: person });
  expect(all.length).toBeGreaterThan(movements.length);
  expect(at(credits.body, 'balance')).toBe(
    all.reduce<number>((sum, one) => sum + Number(at(one, 'amount')), 0),
  );
});

claim('A10', 'simulated', 'a stopped answer pays what was produced, as an estimate', async (target) => {
  const person = await target.people.fresh();
  const { done, answer } = await askAndStop(target, person);
  expect(done).toMatchObject({ state: 'stopped', estimated: true });
  expect(done?.outputTokens).toBeLessThan(600);
  expect(done?.outputTokens).toBeGreaterThan(0);
  expect(answer).not.toBe('');
  expect((await movementsOf(target, person)).filter(isAnswer)).toMatchObject([
    { estimated: true, outputTokens: done?.outputTokens, amount: -(done?.cost ?? 0) },
  ]);
  expect(done?.cost).toBeGreaterThan(0);
});

claim('A11', 'simulated', {}, async (target) => {
  const person = await target.people.fresh();
  const before = Date.now();
  await ask(target, person, '[[models text="On time."]]');
  const [movement] = (await movementsOf(target, person)).filter(isAnswer);
  const moment = Date.parse(String(at(movement, 'at')));
  expect(moment).toBeGreaterThanOrEqual(before);
  expect(moment).toBeLessThanOrEqual(Date.now());
});
