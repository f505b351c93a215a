import type { UserId } from '../../../contracts/ids.ts';
import type { DataKey } from './sealed-items.ts';

/** A published promise: for so long after an account closes may a running function still hold its content key. */
export const DATA_KEY_CACHE_SECONDS = 5 * 60;
/** One function instance serves one request at a time; so many accounts may come by in five minutes. */
const MAX_KEYS = 200;

interface Entry {
  readonly keyEpoch: number;
  readonly until: number;
  readonly opened: DataKey;
}

/** Unwrapped content keys of recent requests, each for five minutes and for requests of one key epoch. */
export class DataKeyCache {
  private readonly entries = new Map<UserId, Entry>();
  private readonly clock: () => number;

  constructor(clock: () => number) {
    this.clock = clock;
  }

  get(userId: UserId, keyEpoch: number): DataKey | undefined {
    const entry = this.entries.get(userId);
    if (!entry) return undefined;
    this.entries.delete(userId);
    if (entry.keyEpoch !== keyEpoch || entry.until <= this.clock()) return undefined;
    // Back at the end: a map keeps its order, so the first entry is the one used longest ago.
    this.entries.set(userId, entry);
    return entry.opened;
  }

  put(userId: UserId, keyEpoch: number, opened: DataKey): void {
    const now = this.clock();
    for (const [other, { until }] of this.entries) if (until <= now) this.entries.delete(other);
    this.entries.delete(userId);
    const [oldest] = this.entries.keys();
    if (oldest !== undefined && this.entries.size >= MAX_KEYS) this.entries.delete(oldest);
    this.entries.set(userId, { keyEpoch, until: now + DATA_KEY_CACHE_SECONDS * 1000, opened });
  }
}
