import { chatRoutes } from '../../contracts/chat-routes.ts';
import { defineFunction } from '../platform/function.ts';

export const catalogueFunction = defineFunction({
  name: 'catalogue',
  stack: 'chat',
  capability: 'chat',
  class: 'control',
  entry: 'lambdas/chat/catalogue.handler.ts',
  routes: [chatRoutes.listModels],
  settings: ['homeRegion'],
});
