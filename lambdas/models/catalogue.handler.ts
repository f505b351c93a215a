import { modelRoutes } from '../../contracts/models/routes.ts';
import { env } from '../platform/env.ts';
import { api, endpoint } from '../platform/http/endpoint.ts';
import { catalogue } from './catalogue.ts';

const region = env('HOME_REGION');

export const handler = api([
  endpoint({
    route: modelRoutes.listModels,
    run: async ({ now }) => ({ items: catalogue(region, new Date(now)) }),
  }),
]);
