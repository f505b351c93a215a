import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { type Answer, call, type ItemOf } from '../api/calls.ts';

export type Conversation = ItemOf<'listConversations'>;
export type Turn = Answer<'readConversation'>['turns'][number];
export type ConversationId = Conversation['conversationId'];

/** Conversations, newest first. */
export const conversationsQuery = infiniteQueryOptions({
  queryKey: ['conversations'],
  queryFn: ({ pageParam, signal }) =>
    call('listConversations', { query: { limit: 100, cursor: pageParam }, signal }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.next,
});

export const conversationQuery = (conversationId: ConversationId) =>
  queryOptions({
    queryKey: ['conversation', conversationId],
    queryFn: ({ signal }) => call('readConversation', { params: { conversationId }, signal }),
  });
