import { readings } from '../../contracts/platform/stores.ts';
import { documents } from '../platform/aws/clients.ts';
import { customResource } from '../platform/custom-resource.ts';
import { env } from '../platform/env.ts';
import { ModelAccount, modelRegions } from './bedrock/account-settings.ts';
import { readRetention } from './read-retention.ts';
import { ReadingStore } from './reading-store.ts';

const account = new ModelAccount();
const parts = { account, store: new ReadingStore(documents, env(readings.env)), clock: Date.now };

/** Sets zero retention in every Region of the inference profiles, and takes the first readings. */
export const handler = customResource(async () => {
  const regions = modelRegions();
  await Promise.all(regions.map((region) => account.keepNothing(region)));
  if ((await readRetention(parts, regions)).length > 0) throw new RetentionNotSet();
});

/** Bedrock took the setting and does not show it: a deployment that could not keep its promise must not stand. */
class RetentionNotSet extends Error {
  override readonly name = 'RetentionNotSet';
}
