import { chatRoutes } from '../../contracts/chat-routes.ts';
import { env } from '../platform/env.ts';
import { api, endpoint } from '../platform/http/endpoint.ts';
import { catalogue } from './catalogue.ts';

const region = env('HOME_REGION');

export const handler = api([
  endpoint({
    route: chatRoutes.listModels,
    run: async ({ now }) => ({ items: catalogue(region, new Date(now)) }),
  }),
]);
