import { whole } from '../platform/invocation.ts';
import { openReadings } from '../platform/reading-store.ts';
import { ModelAccount } from './bedrock/account-settings.ts';
import { modelRegions } from './bedrock/regions.ts';
import { readRetention } from './read-retention.ts';

const parts = { account: new ModelAccount(), store: openReadings(), clock: Date.now };

export const handler = whole(async (): Promise<void> => {
  await readRetention(parts, modelRegions());
});
