import type { TurnState } from '../../contracts/chat/stores.ts';
import type { UserId } from '../../contracts/ids.ts';
import { Problem } from '../platform/http/problem.ts';
import type { ConversationId } from './conversations.ts';
import type { TurnStore } from './turn-store.ts';
import type { TurnId } from './turns.ts';

/** Raises the flag that the answering function reads each second. Of a turn that has ended it says how. */
export async function stopTurn(
  turns: Pick<TurnStore, 'requestStop'>,
  user: UserId,
  { conversationId, turnId }: { readonly conversationId: ConversationId; readonly turnId: TurnId },
): Promise<{ state: TurnState }> {
  const state = await turns.requestStop(user, conversationId, turnId);
  if (state === undefined) throw new Problem('not_found');
  return { state };
}
