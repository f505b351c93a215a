import { env } from '../platform/env.ts';
import { openReadings } from '../platform/reading-store.ts';
import { ModelAccount } from './bedrock/account-settings.ts';
import { modelRegions } from './bedrock/regions.ts';
import { offeredModels } from './offer.ts';
import { readModels } from './read-models.ts';
import { readRetention } from './read-retention.ts';

const parts = { account: new ModelAccount(), store: openReadings(), clock: Date.now };
const home = env('HOME_REGION');

export const handler = async (): Promise<void> => {
  const regions = modelRegions();
  await Promise.all([readRetention(parts, regions), readModels(parts, offeredModels(), home, regions)]);
};
