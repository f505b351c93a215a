import { chatRoutes } from '../../contracts/chat/routes.ts';
import { answerChunks, conversations, turns } from '../../contracts/chat/stores.ts';
import { contentKeys } from '../../contracts/platform/stores.ts';
import { auditing } from '../platform/audit/grants.ts';
import { defineFunction, key, table } from '../platform/function.ts';

export const conversationsFunction = defineFunction({
  name: 'conversations',
  module: 'chat',
  capability: 'chat',
  class: 'content',
  routes: [
    chatRoutes.listConversations,
    chatRoutes.createConversation,
    chatRoutes.readConversation,
    chatRoutes.changeConversation,
    chatRoutes.deleteConversation,
    chatRoutes.stopTurn,
  ],
  grants: [
    table(conversations, 'GetItem', 'PutItem', 'UpdateItem', 'Query', 'DeleteItem'),
    table(turns, 'GetItem', 'UpdateItem', 'Query', 'BatchWriteItem'),
    table(answerChunks, 'Query', 'BatchWriteItem'),
    table(contentKeys, 'GetItem'),
    key('content', 'Decrypt'),
    ...auditing,
  ],
  settings: ['models'],
});
