import { modelRoutes } from '../../contracts/models/routes.ts';
import { env } from '../platform/env.ts';
import { handlerOf } from '../platform/http/endpoint.ts';
import { openReadings } from '../platform/reading-store.ts';
import { readCatalogue } from './catalogue.ts';
import { offeredModels } from './offer.ts';

const parts = { region: env('HOME_REGION'), offered: offeredModels(), store: openReadings() };

export const handler = handlerOf(modelRoutes, { listModels: async (call) => readCatalogue(parts, call) });
