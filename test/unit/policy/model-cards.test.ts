import { describe, expect, it } from 'vitest';
import { cards, sources } from '../../../policy/model-cards.ts';
import { findModel, MICRO_CREDITS_PER_CREDIT, models, modelsOffered } from '../../../policy/models.ts';

const CREDITS_PER_DOLLAR = 100;
const offered = modelsOffered('dev', []);

it('five to eight models are on offer, and each retired one names one of them', () => {
  expect(offered.length).toBeGreaterThanOrEqual(5);
  expect(offered.length).toBeLessThanOrEqual(8);
  const retired = models.filter((model) => 'retiredOn' in model);
  expect(retired.length).toBeGreaterThan(0);
  for (const { successor } of retired) expect(offered.map(({ id }) => id)).toContain(successor);
});

it('prod offers what was seen to serve under mode `none`, and what its operator confirmed', () => {
  const ids = (confirmed: string[]) => modelsOffered('prod', confirmed).map(({ id }) => id);
  expect(ids([])).toEqual(['claude-sonnet-5', 'claude-opus-4-8']);
  expect(ids(['claude-sonnet-5-5'])[0]).toBe('claude-sonnet-5-5');
  expect(ids(['claude-sonnet-4-5'])).toEqual(ids([]));
});

it('every fact has a source, whose day has come', () => {
  for (const [, on] of Object.values(sources)) expect(on <= '2026-11-29').toBe(true);
});

describe.each(offered.map((model) => [model.id, model] as const))('%s', (id, model) => {
  const card = cards[id];
  if (card === undefined) throw new Error(`${id} has no card`);

  it('is in the catalogue as its card has it', () => {
    expect(model.verified).toBe(card.servesUnderNone[0]);
    expect(model.forcedTools).toBe(card.forcedTools[0]);
    expect(model.maxOutputTokens).toBe(card.output[0]);
    expect(model.contextTokens).toBeLessThanOrEqual(card.context[0]);
    if (model.thinks !== 'never') expect(model.thinks).toBe(card.thinks[0]);
    // A model that thinks is asked by effort.
    if (model.thinks !== 'never') expect(card.effort[0]).toBe(true);
  });

  it('costs what it costs us', () => {
    const { inputPerMillion, outputPerMillion } = model.prices[0];
    const [input, output] = card.price[0].map((dollars) => dollars * CREDITS_PER_DOLLAR);
    expect(inputPerMillion / MICRO_CREDITS_PER_CREDIT).toBeCloseTo(input ?? 0, 6);
    expect(outputPerMillion / MICRO_CREDITS_PER_CREDIT).toBeCloseTo(output ?? 0, 6);
  });

  it('names a successor that is on offer, if any', () => {
    const successor = model.successor === undefined ? model : findModel(model.successor);
    expect(successor).toBeDefined();
    expect(successor?.retiredOn).toBeUndefined();
  });
});
