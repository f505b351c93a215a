import { chatRoutes } from '../../contracts/chat/routes.ts';
import { answerChunks, conversations, turns } from '../../contracts/chat/stores.ts';
import { contentKeys, readings } from '../../contracts/platform/stores.ts';
import { charging } from '../billing/grants.ts';
import { ANSWERING_SECONDS } from '../models/call-time.ts';
import { defineFunction, key, models, table } from '../platform/function.ts';

export const turnsFunction = defineFunction({
  name: 'turns',
  module: 'chat',
  capability: 'chat',
  class: 'content',
  routes: [chatRoutes.takeTurn, chatRoutes.followTurn],
  grants: [
    table(conversations, 'GetItem', 'UpdateItem'),
    table(turns, 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query'),
    table(answerChunks, 'PutItem', 'Query', 'BatchWriteItem'),
    table(readings, 'Query'),
    table(contentKeys, 'GetItem'),
    key('content', 'Decrypt'),
    ...charging,
    models(),
  ],
  // An answer streams for tens of seconds, most of them waiting: memory is what that costs.
  memory: 256,
  timeout: ANSWERING_SECONDS,
  settings: ['homeRegion', 'models'],
});
