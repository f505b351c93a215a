import type { UserId } from '../../contracts/ids.ts';
import { Problem } from '../platform/http/problem.ts';
import type { DataKey } from '../platform/keys/sealed-items.ts';
import type { ChunkStore } from './chunk-store.ts';
import type { ConversationStore } from './conversation-store.ts';
import { type ConversationId, viewOf } from './conversations.ts';
import { asItStands } from './interrupted.ts';
import type { TurnStore } from './turn-store.ts';
import { byTime, type Turn, viewOf as turnView } from './turns.ts';

/** Lambda answers with 6 MB at most. So much text is several times what any model can take in; the export has all of it. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

export interface ChatStores {
  readonly conversations: Pick<ConversationStore, 'find'>;
  readonly turns: Pick<TurnStore, 'newest' | 'end'>;
  readonly chunks: Pick<ChunkStore, 'from'>;
}

/** A conversation with its turns, oldest first. */
export async function readConversation(
  parts: ChatStores,
  user: UserId,
  key: DataKey,
  conversationId: ConversationId,
  now: number,
) {
  const [conversation, found] = await Promise.all([
    parts.conversations.find(user, key, conversationId),
    newestThatFit(parts.turns.newest(user, key, conversationId)),
  ]);
  if (conversation === undefined) throw new Problem('not_found');
  const standing = await Promise.all(found.map((turn) => asItStands(parts, key, turn, now)));
  return { conversation: viewOf(conversation), turns: standing.toSorted(byTime).map(turnView) };
}

async function newestThatFit(turns: AsyncIterable<Turn>): Promise<Turn[]> {
  const fitting: Turn[] = [];
  let bytes = 0;
  for await (const turn of turns) {
    bytes += Buffer.byteLength(turn.prompt) + Buffer.byteLength(turn.answer ?? '');
    if (bytes > MAX_ANSWER_BYTES) break;
    fitting.push(turn);
  }
  return fitting;
}
