import type { UserId } from '../../contracts/ids.ts';
import type { AuditTrail } from '../platform/audit/audit-trail.ts';
import { Problem } from '../platform/http/problem.ts';
import type { ChunkStore } from './chunk-store.ts';
import type { ConversationStore } from './conversation-store.ts';
import type { ConversationId } from './conversations.ts';
import type { TurnStore } from './turn-store.ts';

export interface Deletable {
  readonly conversations: Pick<ConversationStore, 'deleting'>;
  readonly turns: Pick<TurnStore, 'deleteAll'>;
  readonly chunks: Pick<ChunkStore, 'deleteOf'>;
  readonly audit: Pick<AuditTrail, 'record'>;
}

/**
 * Deletes a conversation with all its turns and their pieces. The conversation goes last: killed before, a retry finds
 * it and goes on. A function that is answering in it notices within a second and ends its model call.
 */
export async function deleteConversation(
  { conversations, turns, chunks, audit }: Deletable,
  user: UserId,
  conversation: ConversationId,
): Promise<void> {
  const deleteTurns = async () => {
    const deleted = await turns.deleteAll(user, conversation);
    if (deleted.length > 0) await chunks.deleteOf(user, deleted);
  };
  await deleteTurns();
  const deleted = { action: 'conversation.deleted', by: 'you', of: conversation } as const;
  if ((await audit.record(user, deleted, conversations.deleting(user, conversation))) === 'refused')
    throw new Problem('not_found');
  // A turn that began in between. One that begins from now on finds no conversation and goes by itself.
  await deleteTurns();
}
