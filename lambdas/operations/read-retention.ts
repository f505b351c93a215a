import { NOT_CONFIRMED } from '../../contracts/alarms.ts';
import type { ModelAccount } from '../platform/models/account-settings.ts';
import type { Reading } from '../platform/models/retention-guard.ts';
import { describeError, log } from '../platform/observe.ts';
import type { ReadingStore } from './reading-store.ts';
import { readingOf, unread } from './readings.ts';

export interface ReadingParts {
  readonly account: Pick<ModelAccount, 'read'>;
  readonly store: Pick<ReadingStore, 'put'>;
  readonly clock: () => number;
}

/** Reads Bedrock's settings back in every Region, stores what it read, and says where it was not good. */
export async function readRetention(
  { account, store, clock }: ReadingParts,
  regions: readonly string[],
): Promise<readonly Reading[]> {
  const read = async (region: string): Promise<Reading> => {
    try {
      return readingOf(region, await account.read(region), clock());
    } catch (error) {
      log('warn', 'a Region could not be read', { of: region, ...describeError(error) });
      return unread(region, clock());
    }
  };
  const found = await Promise.all(regions.map(read));
  await Promise.all(found.map((reading) => store.put(reading)));
  const bad = found.filter(({ good }) => !good);
  if (bad.length > 0)
    log('error', NOT_CONFIRMED, { count: bad.length, of: bad.map(({ of }) => of).join(',') });
  return bad;
}
