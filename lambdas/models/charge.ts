import { chargeOf } from '../billing/ledger.ts';
import type { LedgerStore } from '../billing/ledger-store.ts';
import { priceOf, type TokenUsage } from '../billing/prices.ts';
import type { TransactItem } from '../platform/dynamo/transactions.ts';
import type { CallEnd } from './ask-model.ts';
import type { Use } from './reservation.ts';
import { roomOf } from './thinking.ts';
import { estimatedTokens } from './tokens.ts';

export interface Charged extends TokenUsage {
  /** Counted by us, because the model's own count never came. */
  readonly estimated: boolean;
}

/**
 * The tokens to be paid: as the model counted them, else as we do. Nothing where nothing was produced, but for a question
 * in a chat that did not fail: one that the person stopped has been read all the same.
 */
export function chargedFor(
  { state, usage, said, thought }: CallEnd,
  { purpose, estimated, maxTokens, question }: Pick<Use, 'purpose' | 'estimated' | 'maxTokens' | 'question'>,
): Charged | undefined {
  if (usage) return { ...usage, estimated: false };
  if (said === '' && thought === undefined && (state === 'failed' || purpose === 'run')) return undefined;
  // What is read of a thought is a summary, or nothing; charged is the whole. So all the room that it had counts.
  const room = Math.min(roomOf(question.effort), maxTokens);
  const thinking = thought === undefined ? 0 : Math.max(room, estimatedTokens(thought));
  return { inputTokens: estimated, outputTokens: estimatedTokens(said) + thinking, estimated: true };
}

/** Micro-credits that are taken for it: what it costs, and never more than was held. */
export const takenFor = (charged: Charged, { hold, price }: Pick<Use, 'hold' | 'price'>): number =>
  chargeOf(hold, priceOf(charged, price));

/**
 * Charges a use in one transaction with the caller's own item. `alone`: that item could not be written, and what the
 * model did is paid all the same. `unpaid`: the hold is gone, so that nothing can be charged any more.
 */
export async function settleUse(
  ledger: Pick<LedgerStore, 'settle'>,
  { customer, hold, model, price, of }: Use,
  charged: Charged,
  at: string,
  own: TransactItem,
): Promise<'together' | 'alone' | 'unpaid'> {
  const facts = { at, of, model: model.id, priceFrom: price.from, ...charged };
  const settlement = { hold, cost: priceOf(charged, price), facts };
  const outcome = await ledger.settle(customer, settlement, [own]);
  if (typeof outcome === 'string') return 'together';
  if (outcome.refused !== 'own-items') return 'unpaid';
  await ledger.settle(customer, settlement);
  return 'alone';
}
