import { customResource } from '../platform/custom-resource.ts';
import { openReadings } from '../platform/reading-store.ts';
import { ModelAccount } from './bedrock/account-settings.ts';
import { openPlace } from './read-models.ts';
import { setRetentionMode } from './set-retention-mode.ts';

const parts = { account: new ModelAccount(), store: openReadings(), clock: Date.now };

export const handler = customResource(async () => setRetentionMode(parts, openPlace()));
