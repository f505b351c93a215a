import type { TurnEvent } from '../../contracts/chat/routes.ts';
import { chargeOf } from '../billing/ledger.ts';
import { priceOf } from '../billing/prices.ts';
import { type CallEnd, type Charged, chargedFor } from '../models/charge.ts';
import type { AnswerParts, Work } from './answer.ts';
import type { Ending } from './turns.ts';

/**
 * Ends a turn: its item, the ledger entry and the balance in one transaction, so that no answer is kept unpaid or paid
 * twice. Where nothing was produced, the reservation goes back.
 */
export async function finishTurn(
  parts: AnswerParts,
  work: Work,
  end: CallEnd,
  answer: string,
): Promise<TurnEvent> {
  const charged = chargedFor(end, answer, work.estimatedInput);
  const ending = endingOf(parts, work, end, answer, charged);
  const cost = charged ? await settle(parts, work, ending, charged) : await giveBack(parts, work, ending);
  const { available } = await parts.ledger.holds.read(work.customer);
  return {
    type: 'done',
    state: ending.state,
    failure: ending.failure,
    inputTokens: charged?.inputTokens ?? 0,
    outputTokens: charged?.outputTokens ?? 0,
    estimated: charged?.estimated ?? false,
    cost,
    available,
  };
}

function endingOf(
  { clock }: AnswerParts,
  { price, hold }: Work,
  end: CallEnd,
  answer: string,
  charged: Charged | undefined,
): Ending {
  return {
    state: end.state,
    ...(end.state === 'failed' ? { failure: end.failure } : {}),
    ...(answer === '' ? {} : { answer }),
    ...charged,
    cost: charged ? chargeOf(hold, priceOf(charged, price)) : 0,
    endedAt: new Date(clock()).toISOString(),
  };
}

async function settle(
  { ledger, turns, chunks }: AnswerParts,
  { turn, key, customer, hold, price }: Work,
  ending: Ending,
  charged: Charged,
): Promise<number> {
  const cost = priceOf(charged, price);
  const facts = {
    at: ending.endedAt,
    of: turn.turnId,
    model: turn.model,
    priceFrom: price.from,
    ...charged,
  };
  const settlement = { hold, cost, facts };
  const outcome = await ledger.settle(customer, settlement, [turns.endItem(key, turn, ending)]);
  if (typeof outcome === 'string') return chargeOf(hold, cost);
  // The conversation was deleted meanwhile: what the model did is paid all the same, and a last piece goes too.
  if (outcome.refused === 'own-items') {
    await Promise.all([ledger.settle(customer, settlement), chunks.deleteOf(turn.userId, [turn.turnId])]);
    return chargeOf(hold, cost);
  }
  // The hold is gone, so nothing can be charged any more; the answer stays.
  await turns.end(key, turn, { ...ending, cost: 0 });
  return 0;
}

/** Killed between the two, the sweeper gives the hold back. */
async function giveBack(
  { ledger, turns }: AnswerParts,
  { turn, key, customer, hold }: Work,
  ending: Ending,
): Promise<number> {
  await turns.end(key, turn, ending);
  await ledger.holds.release(customer, hold.holdId);
  return 0;
}
