import type { TokenUsage } from '../billing/prices.ts';
import { estimatedTokens } from './tokens.ts';

/** How a model call came to its end. */
export type CallEnd =
  | { readonly state: 'answered'; readonly usage: TokenUsage | undefined }
  | { readonly state: 'stopped' }
  | { readonly state: 'failed'; readonly failure: string };

/** What a call is charged for. */
export interface Charged extends TokenUsage {
  /** Counted by us, because the model's own count never came. */
  readonly estimated: boolean;
}

/**
 * The tokens to be paid: as the model counted them, else as we do. Nothing for a failure that produced nothing. A call
 * that the person stopped has read its input, whatever came of it.
 */
export function chargedFor(end: CallEnd, answer: string, estimatedInput: number): Charged | undefined {
  if (end.state === 'answered' && end.usage) return { ...end.usage, estimated: false };
  if (end.state === 'failed' && answer === '') return undefined;
  return { inputTokens: estimatedInput, outputTokens: estimatedTokens(answer), estimated: true };
}
