import type { conversations } from '../../contracts/chat/stores.ts';
import type { Id, UserId } from '../../contracts/ids.ts';
import type { ItemOf } from '../../contracts/spec/store.ts';

export type Conversation = ItemOf<typeof conversations>;
export type ConversationId = Id<'conversation'>;
/** What a person may choose of a conversation. */
export type Choice = {
  readonly title?: string | undefined;
  readonly model?: Conversation['model'] | undefined;
};

/** The title until the person, or the console for them, gives one. */
const UNTITLED = 'New conversation';

export function newConversation(
  userId: UserId,
  conversationId: ConversationId,
  { title = UNTITLED, model }: Choice & Pick<Conversation, 'model'>,
  now: number,
): Conversation {
  const at = new Date(now).toISOString();
  return { userId, conversationId, title, model, createdAt: at, updatedAt: at };
}

export function viewOf({ userId: _user, ...shown }: Conversation): Omit<Conversation, 'userId'> {
  return shown;
}

const FRESH_MILLISECONDS = 60 * 60 * 1000;

/** Whether a turn should note its time on the conversation. Once an hour: a write for each turn would cost a tenth of it. */
export const isStale = ({ updatedAt }: Conversation, now: number): boolean =>
  Date.parse(updatedAt) < now - FRESH_MILLISECONDS;
