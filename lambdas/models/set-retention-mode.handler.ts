import { customResource } from '../platform/custom-resource.ts';
import { env } from '../platform/env.ts';
import { openReadings } from '../platform/reading-store.ts';
import { ModelAccount } from './bedrock/account-settings.ts';
import { modelRegions } from './bedrock/regions.ts';
import { offeredModels } from './offer.ts';
import { readModels } from './read-models.ts';
import { setRetentionMode } from './set-retention-mode.ts';

const parts = { account: new ModelAccount(), store: openReadings(), clock: Date.now };
const home = env('HOME_REGION');

export const handler = customResource(async () => {
  const regions = modelRegions();
  await readModels(parts, offeredModels(), home, regions);
  await setRetentionMode(parts, regions);
});
