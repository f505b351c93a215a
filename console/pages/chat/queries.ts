import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import {
  type Answer,
  type ItemOf,
  listConversations,
  listModels,
  readConversation,
} from '../../api/calls.ts';

export type Conversation = ItemOf<'listConversations'>;
export type Turn = Answer<'readConversation'>['turns'][number];
export type Model = ItemOf<'listModels'>;
export type ModelId = Model['id'];
export type ConversationId = Conversation['conversationId'];

/** Conversations, newest first. */
export const conversationsQuery = infiniteQueryOptions({
  queryKey: ['conversations'],
  queryFn: ({ pageParam, signal }) => listConversations({ query: { limit: 100, cursor: pageParam }, signal }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.next,
});

/** One conversation with its turns. */
export const conversationQuery = (conversationId: ConversationId) =>
  queryOptions({
    queryKey: ['conversation', conversationId],
    queryFn: ({ signal }) => readConversation({ params: { conversationId }, signal }),
  });

/** Models on offer; they change with a deployment, not while one looks. */
export const modelsQuery = queryOptions({
  queryKey: ['models'],
  queryFn: ({ signal }) => listModels({ signal }),
  staleTime: Number.POSITIVE_INFINITY,
});
