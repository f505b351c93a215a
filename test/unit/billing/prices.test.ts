import { describe, expect, it } from 'vitest';
import { priceOf, priceOfSeconds } from '../../../lambdas/billing/prices.ts';
import { machine } from '../../../policy/machines.ts';
import { models } from '../../../policy/models.ts';

const price = { inputPerMillion: 330_000_000, outputPerMillion: 1_650_000_000 };

describe('priceOf', () => {
  it('counts each direction at its own price', () => {
    expect(priceOf({ inputTokens: 1_000, outputTokens: 100 }, price)).toBe(330_000 + 165_000);
  });
  it('rounds up once, at the end', () => {
    expect(
      priceOf({ inputTokens: 1, outputTokens: 1 }, { inputPerMillion: 300_000, outputPerMillion: 300_000 }),
    ).toBe(1);
    expect(priceOf({ inputTokens: 1, outputTokens: 0 }, { inputPerMillion: 1, outputPerMillion: 1 })).toBe(1);
    expect(priceOf({ inputTokens: 0, outputTokens: 0 }, price)).toBe(0);
  });
  it.each(models.map((model) => [model.id, model] as const))(
    'is exact for the largest call of %s',
    (_, model) => {
      for (const dated of model.prices) {
        const most = { inputTokens: model.contextTokens, outputTokens: model.maxOutputTokens };
        const exact =
          BigInt(most.inputTokens) * BigInt(dated.inputPerMillion) +
          BigInt(most.outputTokens) * BigInt(dated.outputPerMillion);
        expect(BigInt(priceOf(most, dated))).toBe((exact + 999_999n) / 1_000_000n);
      }
    },
  );
  it('throws on counts that are none, and where doubles end', () => {
    expect(() => priceOf({ inputTokens: -1, outputTokens: 0 }, price)).toThrow(RangeError);
    expect(() => priceOf({ inputTokens: 0.5, outputTokens: 0 }, price)).toThrow(RangeError);
    expect(() => priceOf({ inputTokens: 2 ** 40, outputTokens: 0 }, price)).toThrow(RangeError);
  });
});

it('prices a machine by seconds begun', () => {
  expect(priceOfSeconds(0)).toBe(0);
  expect(priceOfSeconds(59.2)).toBe(60 * machine.microCreditsPerSecond);
});
