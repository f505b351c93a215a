import type { chatRoutes } from '../../contracts/chat/routes.ts';
import type { Call } from '../platform/http/call.ts';
import { Problem } from '../platform/http/problem.ts';
import type { DataKeys } from '../platform/keys/data-keys.ts';
import type { ChunkStore } from './chunk-store.ts';
import type { ConversationStore } from './conversation-store.ts';
import { viewOf } from './conversations.ts';
import { asItStands } from './interrupted.ts';
import type { TurnStore } from './turn-store.ts';
import { byTime, type Turn, viewOf as turnView } from './turns.ts';

/** Lambda answers with 6 MB at most. So much text is several times what any model can take in; the export has all of it. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

export interface ReadingParts {
  readonly keys: Pick<DataKeys, 'open'>;
  readonly conversations: Pick<ConversationStore, 'find'>;
  readonly turns: Pick<TurnStore, 'newest' | 'end'>;
  readonly chunks: Pick<ChunkStore, 'from'>;
}

/** A conversation with its turns, oldest first. */
export async function readConversation(
  parts: ReadingParts,
  { actor, params, now }: Call<typeof chatRoutes.readConversation>,
) {
  const { userId } = actor;
  const { conversationId } = params;
  const key = await parts.keys.open(actor);
  const [conversation, found] = await Promise.all([
    parts.conversations.find(userId, key, conversationId),
    newestThatFit(parts.turns.newest(userId, key, conversationId)),
  ]);
  if (conversation === undefined) throw new Problem('not_found');
  const standing = await Promise.all(found.map((turn) => asItStands(parts, key, turn, now)));
  return { conversation: viewOf(conversation), turns: standing.toSorted(byTime).map(turnView) };
}

async function newestThatFit(turns: AsyncIterable<Turn>): Promise<Turn[]> {
  const fitting: Turn[] = [];
  let bytes = 0;
  for await (const turn of turns) {
    bytes += Buffer.byteLength(turn.prompt + (turn.thinking ?? '') + (turn.answer ?? ''));
    if (bytes > MAX_ANSWER_BYTES) break;
    fitting.push(turn);
  }
  return fitting;
}
