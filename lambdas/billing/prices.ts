import { machine } from '../../policy/machines.ts';
import type { ModelPrice } from '../../policy/models.ts';

/** Tokens of one model call: as the model counted them or, where the call was ended early, as we did. */
export interface TokenUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

const PRICED_TOKENS = 1_000_000;

/** Micro-credits for a model call, rounded up once at the end. With the most that a call can use, it is what to reserve. */
export function priceOf(
  usage: TokenUsage,
  price: Pick<ModelPrice, 'inputPerMillion' | 'outputPerMillion'>,
): number {
  const counts = [usage.inputTokens, usage.outputTokens];
  if (!counts.every((count) => Number.isSafeInteger(count) && count >= 0))
    throw new RangeError('no count of tokens');
  const total = usage.inputTokens * price.inputPerMillion + usage.outputTokens * price.outputPerMillion;
  // A million tokens at 2000 credits a million is 2e15; doubles are exact up to 9e15.
  if (!Number.isSafeInteger(total)) throw new RangeError('a price beyond exact arithmetic');
  return Math.ceil(total / PRICED_TOKENS);
}

/** Micro-credits for seconds of a running machine; a second begun is a second. */
export const priceOfSeconds = (seconds: number): number => Math.ceil(seconds) * machine.microCreditsPerSecond;
