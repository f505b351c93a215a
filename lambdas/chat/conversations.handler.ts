import { chatRoutes } from '../../contracts/chat/routes.ts';
import { answerChunks, conversations, turns } from '../../contracts/chat/stores.ts';
import { offeredModels } from '../models/offer.ts';
import { openAudit } from '../platform/audit/audit-trail.ts';
import { documents } from '../platform/aws/clients.ts';
import { env } from '../platform/env.ts';
import { api, endpoint } from '../platform/http/endpoint.ts';
import { openContentKeys } from '../platform/keys/content-keys.ts';
import { ChunkStore } from './chunk-store.ts';
import { changeConversation, createConversation, listConversations } from './conversation-desk.ts';
import { ConversationStore } from './conversation-store.ts';
import { deleteConversation } from './delete-conversation.ts';
import { readConversation } from './read-conversation.ts';
import { stopTurn } from './stop-turn.ts';
import { TurnStore } from './turn-store.ts';

const parts = {
  conversations: new ConversationStore(documents, env(conversations.env)),
  turns: new TurnStore(documents, env(turns.env)),
  chunks: new ChunkStore(documents, env(answerChunks.env)),
  keys: openContentKeys(),
  audit: openAudit(),
  offered: offeredModels(),
};

export const handler = api([
  endpoint({ route: chatRoutes.listConversations, run: async (call) => listConversations(parts, call) }),
  endpoint({ route: chatRoutes.createConversation, run: async (call) => createConversation(parts, call) }),
  endpoint({ route: chatRoutes.readConversation, run: async (call) => readConversation(parts, call) }),
  endpoint({ route: chatRoutes.changeConversation, run: async (call) => changeConversation(parts, call) }),
  endpoint({
    route: chatRoutes.deleteConversation,
    run: async ({ actor, params }) => deleteConversation(parts, actor.userId, params.conversationId),
  }),
  endpoint({
    route: chatRoutes.stopTurn,
    run: async ({ actor, params }) => stopTurn(parts.turns, actor.userId, params),
  }),
]);
