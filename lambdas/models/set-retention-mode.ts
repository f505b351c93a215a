import type { ModelAccount } from './bedrock/account-settings.ts';
import { type ReadingParts, readRetention } from './read-retention.ts';

/** Bedrock took the setting and does not show it: a deployment that could not keep its promise must not stand. */
class RetentionNotSet extends Error {
  override readonly name = 'RetentionNotSet';
}

/** Sets zero retention in every Region of the inference profiles, and takes the first readings. */
export async function setRetentionMode(
  parts: ReadingParts & { readonly account: Pick<ModelAccount, 'keepNothing'> },
  regions: readonly string[],
): Promise<void> {
  await Promise.all(regions.map((region) => parts.account.keepNothing(region)));
  if ((await readRetention(parts, regions)).length > 0) throw new RetentionNotSet();
}
