import { NOT_CONFIRMED } from '../../contracts/models/alarms.ts';
import { describeError, log } from '../platform/observe.ts';
import type { Reading, ReadingStore } from '../platform/reading-store.ts';
import type { AccountSettings, ModelAccount } from './bedrock/account-settings.ts';

export interface ReadingParts {
  readonly account: Pick<ModelAccount, 'read'>;
  readonly store: Pick<ReadingStore, 'put'>;
  readonly clock: () => number;
}

/**
 * Reads Bedrock's settings back in every Region, stores what it read, and names the Regions where nothing was confirmed.
 * One that cannot be read keeps its last reading: that confirms until it is too old, and then no more.
 */
export async function readRetention(
  { account, store, clock }: ReadingParts,
  regions: readonly string[],
): Promise<readonly string[]> {
  const isGood = async (region: string): Promise<boolean> => {
    try {
      const reading = readingOf(region, await account.read(region), clock());
      await store.put(reading);
      return reading.good;
    } catch (error) {
      log('warn', 'a Region could not be read', { of: region, ...describeError(error) });
      return false;
    }
  };
  const good = await Promise.all(regions.map(isGood));
  const bad = regions.filter((_, index) => !good[index]);
  if (bad.length > 0) log('error', NOT_CONFIRMED, { count: bad.length, of: bad.join(',') });
  return bad;
}

/** What a look at Bedrock's settings in a Region says: good is mode `none` with invocation logging off, nothing else. */
export function readingOf(region: string, { mode, logsInvocations }: AccountSettings, now: number): Reading {
  const good = mode === 'none' && !logsInvocations;
  const detail = `retention mode ${mode}, invocation logging ${logsInvocations ? 'on' : 'off'}`;
  return { subject: 'retention-mode', of: region, at: new Date(now).toISOString(), good, detail };
}
