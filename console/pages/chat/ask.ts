import type { QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import {
  type ConversationId,
  conversationQuery,
  conversationsQuery,
  type Turn,
} from '../../data/conversations.ts';
import { creditsQuery } from '../../data/credits.ts';
import { announce } from '../../design/toasts.tsx';
import { words } from '../../words/words.ts';
import { type Answering, answers, type Done, type Question } from './answers.ts';
import { messages } from './messages.ts';

const say = words(messages);

/** Once an answer is over, the conversation tells it; what this tab gathered makes room. */
async function settle(
  queries: QueryClient,
  conversation: ConversationId,
  over: Promise<Done | undefined>,
): Promise<void> {
  const done = await over;
  if (done?.state === 'answered') announce(say('chat.arrived'));
  await queries.invalidateQueries({ queryKey: conversationQuery(conversation).queryKey });
  if (answers.of(conversation)?.failure === undefined) answers.clear(conversation);
  void queries.invalidateQueries({ queryKey: creditsQuery.queryKey });
  void queries.invalidateQueries({ queryKey: conversationsQuery.queryKey });
}

/** Asks in a conversation; the answer goes on when the page is left. */
export function ask(queries: QueryClient, conversation: ConversationId, question: Question): void {
  void settle(queries, conversation, answers.ask(conversation, question));
}

/** Attaches to an answer that another tab or an earlier visit began. */
export function attach(queries: QueryClient, conversation: ConversationId, turn: Turn): void {
  void settle(queries, conversation, answers.attach(conversation, turn));
}

/** The answer under way in a conversation, with the acts on it. */
export function useAnswering(conversation: ConversationId) {
  const answering: Answering | undefined = useSyncExternalStore(answers.subscribe, () =>
    answers.of(conversation),
  );
  return {
    answering,
    stop: () => void answers.stop(conversation),
    clear: () => answers.clear(conversation),
  };
}
