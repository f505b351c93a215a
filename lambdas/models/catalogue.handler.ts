import { modelRoutes } from '../../contracts/models/routes.ts';
import { env } from '../platform/env.ts';
import { handlerOf } from '../platform/http/endpoint.ts';
import { catalogue } from './catalogue.ts';

const region = env('HOME_REGION');

export const handler = handlerOf(modelRoutes, {
  listModels: async ({ now }) => ({ items: catalogue(region, new Date(now)) }),
});
