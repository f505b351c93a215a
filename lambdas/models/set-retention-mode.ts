import type { ModelAccount } from './bedrock/account-settings.ts';
import { type ModelReadingParts, type Place, readModels } from './read-models.ts';
import { type ReadingParts, readRetention } from './read-retention.ts';

/** Bedrock took the setting and does not show it: a deployment that could not keep its promise must not stand. */
class RetentionNotSet extends Error {
  override readonly name = 'RetentionNotSet';
}

/** Sets zero retention in every Region of the inference profiles, and takes the first readings. */
export async function setRetentionMode(
  parts: ReadingParts & ModelReadingParts & { readonly account: Pick<ModelAccount, 'keepNothing'> },
  place: Place,
): Promise<void> {
  await Promise.all(place.regions.map((region) => parts.account.keepNothing(region)));
  await readModels(parts, place);
  if ((await readRetention(parts, place.regions)).length > 0) throw new RetentionNotSet();
}
