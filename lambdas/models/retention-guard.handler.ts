import { whole } from '../platform/invocation.ts';
import { openReadings } from '../platform/reading-store.ts';
import { ModelAccount } from './bedrock/account-settings.ts';
import { openPlace } from './read-models.ts';
import { takeReadings } from './take-readings.ts';

const parts = { account: new ModelAccount(), store: openReadings(), clock: Date.now };

export const handler = whole(async (): Promise<void> => takeReadings(parts, openPlace()));
