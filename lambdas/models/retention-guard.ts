import { regionGroups } from '../../policy/models.ts';
import { Problem } from '../platform/http/problem.ts';
import { openReadings, type Reading, type ReadingStore } from '../platform/reading-store.ts';
import { modelRegionGroup } from './bedrock/regions.ts';
import type { Lives } from './offer.ts';

/** Readings are taken each quarter of an hour: several may fail. An older one confirms nothing. */
const READING_SECONDS = 2 * 60 * 60;
/** For so long may a running function trust a good reading without looking again. A bad one is read again each time. */
const TRUST_SECONDS = 60;

const isFresh = ({ at }: Reading, now: number): boolean => Date.parse(at) > now - READING_SECONDS * 1000;

/** Whether zero retention is confirmed in every Region to which a model call may go (A22). */
export function isConfirmed(found: readonly Reading[], regions: readonly string[], now: number): boolean {
  const confirmed = found.filter(
    (reading) => reading.subject === 'retention-mode' && reading.good && isFresh(reading, now),
  );
  return regions.length > 0 && regions.every((region) => confirmed.some(({ of }) => of === region));
}

/** What AWS was last heard to say of each model, where that was lately. */
export const livesIn = (found: readonly Reading[], now: number): Lives =>
  new Map(found.flatMap((one) => (one.life !== undefined && isFresh(one, now) ? [[one.of, one.life]] : [])));

/** Stands before every model call. */
export class RetentionGuard {
  private readonly store: Pick<ReadingStore, 'list'>;
  private readonly regions: readonly string[];
  private lives: Lives = new Map();
  private trustedUntil = 0;

  constructor(store: Pick<ReadingStore, 'list'>, regions: readonly string[]) {
    this.store = store;
    this.regions = regions;
  }

  /** Throws `retention_guard` unless zero retention is confirmed; says how each model stands. */
  async check(now: number): Promise<Lives> {
    if (now < this.trustedUntil) return this.lives;
    const [modes, models] = await Promise.all([
      this.store.list('retention-mode', now),
      this.store.list('model', now),
    ]);
    if (!isConfirmed(modes, this.regions, now)) throw new Problem('retention_guard');
    this.lives = livesIn(models, now);
    if (models.every(({ good }) => good)) this.trustedUntil = now + TRUST_SECONDS * 1000;
    return this.lives;
  }
}

export const openRetentionGuard = (): RetentionGuard =>
  new RetentionGuard(openReadings(), regionGroups[modelRegionGroup()]);
