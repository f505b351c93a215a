import { regionGroups } from '../../policy/models.ts';
import { Problem } from '../platform/http/problem.ts';
import { openReadings, type Reading, type ReadingStore } from '../platform/reading-store.ts';
import { modelRegionGroup } from './bedrock/regions.ts';

/** Readings are taken each quarter of an hour: several may fail. An older one confirms nothing. */
const READING_SECONDS = 2 * 60 * 60;
/** For so long may a running function trust a good reading without looking again. A bad one is read again each time. */
const TRUST_SECONDS = 60;

/** Whether zero retention is confirmed in every Region to which a model call may go (A22). */
export function isConfirmed(found: readonly Reading[], regions: readonly string[], now: number): boolean {
  const confirmed = found.filter(
    ({ subject, good, at }) =>
      subject === 'retention-mode' && good && Date.parse(at) > now - READING_SECONDS * 1000,
  );
  return regions.length > 0 && regions.every((region) => confirmed.some(({ of }) => of === region));
}

/** Stands before every model call. */
export class RetentionGuard {
  private readonly store: Pick<ReadingStore, 'list'>;
  private readonly regions: readonly string[];
  private trustedUntil = 0;

  constructor(store: Pick<ReadingStore, 'list'>, regions: readonly string[]) {
    this.store = store;
    this.regions = regions;
  }

  /** Throws `retention_guard` unless zero retention is confirmed. */
  async check(now: number): Promise<void> {
    if (now < this.trustedUntil) return;
    const found = await this.store.list('retention-mode', now);
    if (!isConfirmed(found, this.regions, now)) throw new Problem('retention_guard');
    this.trustedUntil = now + TRUST_SECONDS * 1000;
  }
}

export const openRetentionGuard = (): RetentionGuard =>
  new RetentionGuard(openReadings(), regionGroups[modelRegionGroup()]);
