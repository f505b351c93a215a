import type { TurnEvent } from '../../contracts/chat/routes.ts';
import { CHUNK_SECONDS } from '../../contracts/chat/stores.ts';
import { askModel, type CallEnd } from '../models/ask-model.ts';
import type { StreamEvent } from '../platform/http/stream-endpoint.ts';
import { repeat } from '../platform/repeating.ts';
import { Draft, eventOf } from './draft.ts';
import { type AnswerParts, finishTurn, type Work } from './finish-turn.ts';

/** Answers a turn to its end, whether or not anybody still listens; what was produced is kept and charged once. */
export async function* answerTurn(
  parts: AnswerParts,
  work: Work,
  signal?: AbortSignal,
): AsyncGenerator<StreamEvent<TurnEvent>> {
  const { turnId, model, region, retention } = work.turn;
  yield { data: { type: 'start', turnId, model, region, retention } };
  const draft = new Draft();
  const end = yield* writeAnswer(parts, work, draft, signal);
  yield { data: await finishTurn(parts, work, end, draft.thinking) };
}

/** Passes on what the model says, and keeps it piece by piece. */
async function* writeAnswer(
  parts: AnswerParts,
  work: Work,
  draft: Draft,
  signal: AbortSignal | undefined,
): AsyncGenerator<StreamEvent<TurnEvent>, CallEnd> {
  const { userId, conversationId, turnId } = work.turn;
  const keeping = repeat(CHUNK_SECONDS * 1000, () => keep(parts, work, draft));
  try {
    return yield* askModel<StreamEvent<TurnEvent>>(parts.ask, work.use, {
      // Not when the person asked to stop, deleted the conversation with the turn in it, or may not be here any more.
      isWanted: async () =>
        signal?.aborted !== true && (await parts.turns.state(userId, conversationId, turnId)) === 'answering',
      show: (_event, { said, thought }) => {
        const delta = thought ? draft.think(thought) : said === '' ? undefined : draft.add(said);
        return delta && eventOf(delta);
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
