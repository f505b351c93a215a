import {
  answerChunks,
  conversations as conversationTable,
  turns as turnTable,
} from '../../contracts/chat.ts';
import { chatRoutes } from '../../contracts/chat-routes.ts';
import { openAudit } from '../platform/audit/audit-trail.ts';
import { documents } from '../platform/aws/clients.ts';
import { env } from '../platform/env.ts';
import { idFor } from '../platform/http/call.ts';
import { api, endpoint } from '../platform/http/endpoint.ts';
import { Problem } from '../platform/http/problem.ts';
import { openContentKeys } from '../platform/keys/content-keys.ts';
import { ChunkStore } from './chunk-store.ts';
import { ConversationStore } from './conversation-store.ts';
import { newConversation, viewOf } from './conversations.ts';
import { deleteConversation } from './delete-conversation.ts';
import { readConversation } from './read-conversation.ts';
import { stopTurn } from './stop-turn.ts';
import { TurnStore } from './turn-store.ts';

const conversations = new ConversationStore(documents, env(conversationTable.env));
const turns = new TurnStore(documents, env(turnTable.env));
const chunks = new ChunkStore(documents, env(answerChunks.env));
const parts = { conversations, turns, chunks, audit: openAudit() };
const keys = openContentKeys();

export const handler = api([
  endpoint({
    route: chatRoutes.listConversations,
    run: async ({ actor, query }) => {
      const page = await conversations.list(
        actor.userId,
        await keys.open(actor.userId, actor.keyEpoch),
        query,
      );
      return { ...page, items: page.items.map(viewOf) };
    },
  }),
  endpoint({
    route: chatRoutes.createConversation,
    run: async (call) => {
      const { actor, body, now } = call;
      const wanted = newConversation(actor.userId, idFor('conversation', call), body, now);
      return viewOf(await conversations.add(await keys.open(actor.userId, actor.keyEpoch), wanted));
    },
  }),
  endpoint({
    route: chatRoutes.readConversation,
    run: async ({ actor, params, now }) => {
      const key = await keys.open(actor.userId, actor.keyEpoch);
      return readConversation(parts, actor.userId, key, params.conversationId, now);
    },
  }),
  endpoint({
    route: chatRoutes.changeConversation,
    run: async ({ actor, params, body, now }) => {
      const key = await keys.open(actor.userId, actor.keyEpoch);
      const changed = await conversations.change(actor.userId, key, params.conversationId, body, now);
      if (changed === undefined) throw new Problem('not_found');
      return viewOf(changed);
    },
  }),
  endpoint({
    route: chatRoutes.deleteConversation,
    run: async ({ actor, params }) => deleteConversation(parts, actor.userId, params.conversationId),
  }),
  endpoint({
    route: chatRoutes.stopTurn,
    run: async ({ actor, params }) => stopTurn(turns, actor.userId, params),
  }),
]);
