import type { TurnEvent } from '../../contracts/chat/routes.ts';
import type { LedgerStore } from '../billing/ledger-store.ts';
import type { CallEnd } from '../models/ask-model.ts';
import { type Charged, chargedFor, settleUse, takenFor } from '../models/charge.ts';
import type { AskModel } from '../models/question.ts';
import type { Use } from '../models/reservation.ts';
import type { DataKey } from '../platform/keys/sealed-items.ts';
import type { ChunkStore } from './chunk-store.ts';
import type { TurnStore } from './turn-store.ts';
import type { Ending, Turn } from './turns.ts';

export interface AnswerParts {
  readonly ask: AskModel;
  readonly turns: Pick<TurnStore, 'state' | 'end' | 'endItem'>;
  readonly chunks: Pick<ChunkStore, 'put' | 'deleteOf'>;
  readonly ledger: Pick<LedgerStore, 'settle'> & {
    readonly holds: Pick<LedgerStore['holds'], 'read' | 'release'>;
  };
  readonly clock: () => number;
}

/** One turn to be answered: stored, paid for in advance, with everything that it needs. */
export interface Work {
  readonly turn: Turn;
  readonly key: DataKey;
  readonly use: Use;
}

/**
 * Ends a turn: its item, the ledger entry and the balance in one transaction, so that no answer is kept unpaid or paid
 * twice. Where nothing was produced, the reservation goes back.
 */
export async function finishTurn(
  parts: AnswerParts,
  work: Work,
  end: CallEnd,
  thinking: string,
): Promise<TurnEvent> {
  const charged = chargedFor(end, work.use);
  const ending = { ...endingOf(parts, work, end, charged), ...(thinking === '' ? {} : { thinking }) };
  const cost = charged ? await settle(parts, work, ending, charged) : await giveBack(parts, work, ending);
  const { available } = await parts.ledger.holds.read(work.use.customer);
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
  { use }: Work,
  end: CallEnd,
  charged: Charged | undefined,
): Ending & { readonly cost: number } {
  return {
    ...outcomeOf(end),
    ...(end.said === '' ? {} : { answer: end.said }),
    ...charged,
    cost: charged ? takenFor(charged, use) : 0,
    endedAt: new Date(clock()).toISOString(),
  };
}

/** A model that thought until its room was used up has not answered, whatever it says of its end. */
function outcomeOf(end: CallEnd): Pick<Ending, 'state' | 'failure'> {
  if (end.state === 'failed') return { state: 'failed', failure: end.failure };
  if (end.state === 'answered' && end.said === '' && end.thought !== undefined)
    return { state: 'failed', failure: 'no_answer' };
  return { state: end.state };
}

async function settle(
  { ledger, turns, chunks }: AnswerParts,
  { turn, key, use }: Work,
  ending: Ending & { readonly cost: number },
  charged: Charged,
): Promise<number> {
  const own = turns.endItem(key, turn, ending);
  const settled = await settleUse(ledger, use, charged, ending.endedAt, own);
  // The conversation was deleted meanwhile: a last piece goes too.
  if (settled === 'alone') await chunks.deleteOf(turn.userId, [turn.turnId]);
  if (settled !== 'unpaid') return ending.cost;
  // The answer stays.
  await turns.end(key, turn, { ...ending, cost: 0 });
  return 0;
}

/** Killed between the two, the sweeper gives the hold back. */
async function giveBack(
  { ledger, turns }: AnswerParts,
  { turn, key, use }: Work,
  ending: Ending,
): Promise<number> {
  await turns.end(key, turn, ending);
  await ledger.holds.release(use.customer, use.hold.holdId);
  return 0;
}
