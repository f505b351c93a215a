import type { TurnEvent } from '../../contracts/chat/routes.ts';
import { CHUNK_SECONDS } from '../../contracts/chat/stores.ts';
import type { CustomerId } from '../../contracts/ids.ts';
import type { ModelPrice } from '../../policy/models.ts';
import type { Reservation } from '../billing/ledger.ts';
import type { LedgerStore } from '../billing/ledger-store.ts';
import type { TokenUsage } from '../billing/prices.ts';
import type { CallEnd } from '../models/charge.ts';
import type { AskModel, Question } from '../models/chat-models.ts';
import { ModelFault } from '../models/model-fault.ts';
import type { StreamEvent } from '../platform/http/stream-endpoint.ts';
import type { DataKey } from '../platform/keys/sealed-items.ts';
import { describeError, log } from '../platform/observe.ts';
import { repeat } from '../platform/repeating.ts';
import type { ChunkStore } from './chunk-store.ts';
import { Draft } from './draft.ts';
import { finishTurn } from './finish-turn.ts';
import type { TurnStore } from './turn-store.ts';
import { ANSWERING_SECONDS, type Failure, type Turn } from './turns.ts';

/** What answering needs of the world. */
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
  readonly customer: CustomerId;
  readonly hold: Reservation;
  readonly price: ModelPrice;
  readonly question: Question;
  /** Our own count of the input. */
  readonly estimatedInput: number;
}

/** The stop flag is read so often; from the wish to the call's end it takes a second and one read. */
const STOP_CHECK_MILLISECONDS = 1000;
/** Leaves a minute of the function's life for the end of the turn. */
const LONGEST_CALL_MILLISECONDS = (ANSWERING_SECONDS - 60) * 1000;

/** Answers a turn to its end, whether or not anybody still listens; what was produced is kept and charged once. */
export async function* answerTurn(parts: AnswerParts, work: Work): AsyncGenerator<StreamEvent<TurnEvent>> {
  const { turnId, model, region, retention } = work.turn;
  yield { data: { type: 'start', turnId, model, region, retention } };
  const draft = new Draft();
  const call = new AbortController();
  const end = yield* callModel(parts, work, draft, call);
  yield { data: await finishTurn(parts, work, end, draft.text) };
}

async function* callModel(
  parts: AnswerParts,
  work: Work,
  draft: Draft,
  call: AbortController,
): AsyncGenerator<StreamEvent<TurnEvent>, CallEnd> {
  const watching = repeat(STOP_CHECK_MILLISECONDS, () => endWhenAsked(parts, work, call));
  const keeping = repeat(CHUNK_SECONDS * 1000, () => keep(parts, work, draft));
  const limit = setTimeout(() => call.abort('too_long' satisfies Failure), LONGEST_CALL_MILLISECONDS);
  try {
    let usage: TokenUsage | undefined;
    for await (const event of parts.ask(work.question, call.signal)) {
      if (event.type === 'usage') usage = event.usage;
      else if (event.text !== '') {
        const { seq, text } = draft.add(event.text);
        yield { id: seq, data: { type: 'delta', seq, text } };
      }
    }
    return { state: 'answered', usage };
  } catch (error) {
    return endOf(error, call.signal);
  } finally {
    clearTimeout(limit);
    // Before the turn ends: a piece or a look at the flag after it would be of no use.
    await Promise.all([watching.end(), keeping.end()]);
  }
}

/** The person asked for it, or deleted the conversation with the turn in it. */
async function endWhenAsked({ turns }: AnswerParts, { turn }: Work, call: AbortController): Promise<void> {
  const state = await turns.state(turn.userId, turn.conversationId, turn.turnId);
  if (state !== 'answering') call.abort('stopped');
}

async function keep({ chunks, clock }: AnswerParts, { turn, key }: Work, draft: Draft): Promise<void> {
  const piece = draft.piece();
  if (piece === undefined) return;
  await chunks.put(turn.userId, key, turn.turnId, piece, clock());
  draft.keep(piece);
}

function endOf(error: unknown, signal: AbortSignal): CallEnd {
  if (signal.aborted && signal.reason === 'stopped') return { state: 'stopped' };
  if (signal.aborted) return { state: 'failed', failure: 'too_long' satisfies Failure };
  if (error instanceof ModelFault) return { state: 'failed', failure: error.code };
  log('error', 'answering failed', describeError(error));
  return { state: 'failed', failure: 'internal' satisfies Failure };
}
