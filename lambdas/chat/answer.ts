import type { TurnEvent } from '../../contracts/chat/routes.ts';
import { CHUNK_SECONDS } from '../../contracts/chat/stores.ts';
import type { LedgerStore } from '../billing/ledger-store.ts';
import { askModel, type CallEnd } from '../models/ask-model.ts';
import type { AskModel } from '../models/providers.ts';
import type { Use } from '../models/reservation.ts';
import type { StreamEvent } from '../platform/http/stream-endpoint.ts';
import type { DataKey } from '../platform/keys/sealed-items.ts';
import { repeat } from '../platform/repeating.ts';
import type { ChunkStore } from './chunk-store.ts';
import { Draft } from './draft.ts';
import { finishTurn } from './finish-turn.ts';
import type { TurnStore } from './turn-store.ts';
import type { Turn } from './turns.ts';

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
  readonly use: Use;
}

/** Answers a turn to its end, whether or not anybody still listens; what was produced is kept and charged once. */
export async function* answerTurn(parts: AnswerParts, work: Work): AsyncGenerator<StreamEvent<TurnEvent>> {
  const { turnId, model, region, retention } = work.turn;
  yield { data: { type: 'start', turnId, model, region, retention } };
  const end = yield* writeAnswer(parts, work);
  yield { data: await finishTurn(parts, work, end) };
}

/** Passes on what the model says, and keeps it piece by piece. */
async function* writeAnswer(
  parts: AnswerParts,
  work: Work,
): AsyncGenerator<StreamEvent<TurnEvent>, CallEnd> {
  const { userId, conversationId, turnId } = work.turn;
  const draft = new Draft();
  const keeping = repeat(CHUNK_SECONDS * 1000, () => keep(parts, work, draft));
  try {
    return yield* askModel<StreamEvent<TurnEvent>>(parts.ask, work.use, {
      // Not when the person asked to stop, or deleted the conversation with the turn in it.
      isWanted: async () => (await parts.turns.state(userId, conversationId, turnId)) === 'answering',
      show: (_event, said) => {
        if (said === '') return undefined;
        const { seq, text } = draft.add(said);
        return { id: seq, data: { type: 'delta', seq, text } };
      },
    });
  } finally {
    // Before the turn ends: a piece after it would be of no use.
    await keeping.end();
  }
}

async function keep({ chunks, clock }: AnswerParts, { turn, key }: Work, draft: Draft): Promise<void> {
  const piece = draft.piece();
  if (piece === undefined) return;
  await chunks.put(turn.userId, key, turn.turnId, piece, clock());
  draft.keep(piece);
}
