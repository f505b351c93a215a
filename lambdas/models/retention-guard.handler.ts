import { readings } from '../../contracts/platform/stores.ts';
import { documents } from '../platform/aws/clients.ts';
import { env } from '../platform/env.ts';
import { ModelAccount, modelRegions } from './bedrock/account-settings.ts';
import { readRetention } from './read-retention.ts';
import { ReadingStore } from './reading-store.ts';

const parts = {
  account: new ModelAccount(),
  store: new ReadingStore(documents, env(readings.env)),
  clock: Date.now,
};

export async function handler(): Promise<void> {
  await readRetention(parts, modelRegions());
}
