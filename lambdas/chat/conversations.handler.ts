import { chatRoutes } from '../../contracts/chat/routes.ts';
import { answerChunks, conversations, turns } from '../../contracts/chat/stores.ts';
import { offeredModels } from '../models/offer.ts';
import { openAudit } from '../platform/audit/audit-trail.ts';
import { openStore } from '../platform/dynamo/table.ts';
import { handlerOf } from '../platform/http/endpoint.ts';
import { openContentKeys } from '../platform/keys/content-keys.ts';
import { ChunkStore } from './chunk-store.ts';
import { changeConversation, createConversation, listConversations, stopTurn } from './conversation-desk.ts';
import { ConversationStore } from './conversation-store.ts';
import { deleteConversation } from './delete-conversation.ts';
import { readConversation } from './read-conversation.ts';
import { TurnStore } from './turn-store.ts';

const parts = {
  conversations: openStore(ConversationStore, conversations),
  turns: openStore(TurnStore, turns),
  chunks: openStore(ChunkStore, answerChunks),
  keys: openContentKeys(),
  audit: openAudit(),
  offered: offeredModels(),
};

export const handler = handlerOf(chatRoutes, {
  listConversations: async (call) => listConversations(parts, call),
  createConversation: async (call) => createConversation(parts, call),
  readConversation: async (call) => readConversation(parts, call),
  changeConversation: async (call) => changeConversation(parts, call),
  deleteConversation: async ({ actor, params }) =>
    deleteConversation(parts, actor.userId, params.conversationId),
  stopTurn: async (call) => stopTurn(parts.turns, call),
});
