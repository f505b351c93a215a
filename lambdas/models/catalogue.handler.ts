import { modelRoutes } from '../../contracts/models/routes.ts';
import { env } from '../platform/env.ts';
import { api, endpoint } from '../platform/http/endpoint.ts';
import { openReadings } from '../platform/reading-store.ts';
import { catalogue } from './catalogue.ts';
import { offeredModels } from './offer.ts';

const region = env('HOME_REGION');
const offered = offeredModels();
const store = openReadings();

export const handler = api([
  endpoint({
    route: modelRoutes.listModels,
    run: async ({ now }) => {
      const readings = await store.list('model', now);
      return { items: catalogue({ region, offered, readings, now }) };
    },
  }),
]);
