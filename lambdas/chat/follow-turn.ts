import type { chatRoutes, TurnEvent } from '../../contracts/chat/routes.ts';
import { LONGEST_CALL_MILLISECONDS } from '../models/call-time.ts';
import type { Call } from '../platform/http/call.ts';
import { Problem } from '../platform/http/problem.ts';
import type { StreamEvent } from '../platform/http/stream-endpoint.ts';
import type { DataKeys } from '../platform/keys/data-keys.ts';
import type { DataKey } from '../platform/keys/sealed-items.ts';
import type { ChunkStore } from './chunk-store.ts';
import { deltasFrom, endOf, eventOf, restFrom } from './draft.ts';
import { asItStands } from './interrupted.ts';
import type { TurnStore } from './turn-store.ts';
import { isOver, type Turn } from './turns.ts';

export interface FollowParts {
  readonly turns: Pick<TurnStore, 'state' | 'find' | 'end'>;
  readonly chunks: Pick<ChunkStore, 'from'>;
  readonly clock: () => number;
  readonly pause: (milliseconds: number) => Promise<unknown>;
}

const POLL_MILLISECONDS = 500;

/** The answer to a person's question. Throws `not_found`. */
export async function openTurn(
  parts: FollowParts & { readonly keys: Pick<DataKeys, 'open'> },
  { actor, params, query, signal }: Call<typeof chatRoutes.followTurn>,
): Promise<AsyncGenerator<StreamEvent<TurnEvent>>> {
  const key = await parts.keys.open(actor);
  const turn = await parts.turns.find(actor.userId, key, params.conversationId, params.turnId);
  if (turn === undefined) throw new Problem('not_found');
  return followTurn(parts, key, turn, query.after, signal);
}

/** An answer from a position on: what is stored, then what comes, then its end. Cut off, the client attaches again where it was. */
export async function* followTurn(
  parts: FollowParts,
  key: DataKey,
  found: Turn,
  after: number,
  signal?: AbortSignal,
): AsyncGenerator<StreamEvent<TurnEvent>> {
  const until = parts.clock() + LONGEST_CALL_MILLISECONDS;
  let turn = found;
  let position = after + 1;
  // Where the pieces that were read end, so where the next one begins: the client may be further already.
  let read = 0;
  while (parts.clock() < until) {
    if (signal?.aborted === true) return;
    turn = await asItStands(parts, key, turn, parts.clock());
    if (isOver(turn.state)) {
      yield* restOf(turn, position);
      return;
    }
    const pieces = await parts.chunks.from(turn.userId, key, turn.turnId, read);
    for (const delta of deltasFrom(pieces, position)) {
      yield eventOf(delta);
      position = delta.seq + 1;
    }
    read = pieces.reduce((end, piece) => (piece.first <= end ? endOf(piece) : end), read);
    await parts.pause(POLL_MILLISECONDS);
    turn = await lookAgain(parts, key, turn);
  }
}

/** Reads the content again only when there is new one. */
async function lookAgain({ turns }: FollowParts, key: DataKey, turn: Turn): Promise<Turn> {
  const { userId, conversationId, turnId } = turn;
  const state = await turns.state(userId, conversationId, turnId);
  if (state !== undefined && !isOver(state)) return { ...turn, state };
  const ended = state && (await turns.find(userId, key, conversationId, turnId));
  if (!ended) throw new Problem('not_found', 'The conversation was deleted.');
  return ended;
}

function* restOf(turn: Turn, position: number): Generator<StreamEvent<TurnEvent>> {
  yield* restFrom(turn.thinking ?? '', turn.answer ?? '', position).map(eventOf);
  yield { data: doneOf(turn) };
}

function doneOf({
  state,
  failure,
  inputTokens = 0,
  outputTokens = 0,
  estimated = false,
  cost = 0,
}: Turn): TurnEvent {
  if (state === 'answering' || state === 'stopping') throw new Error('an answer under way has no end');
  return { type: 'done', state, failure, inputTokens, outputTokens, estimated, cost };
}
