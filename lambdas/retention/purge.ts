import type { TableSpec } from '../../contracts/spec/store.ts';
import { forEach } from '../platform/each.ts';
import { log } from '../platform/observe.ts';
import type { ReadingStore } from '../platform/reading-store.ts';
import type { TableKeeper } from '../privacy/keepers/table.ts';

/** What a purge needs. Objects and log lines expire without it. */
export interface PurgeParts {
  readonly tables: readonly TableSpec[];
  readonly keeper: Pick<TableKeeper, 'purge'>;
  readonly reports: Pick<ReadingStore, 'put'>;
}

/** Purges every table whose items expire. The reports go where the trust page and an auditor see that it runs. */
export async function purge({ tables, keeper, reports }: PurgeParts, now: Date): Promise<void> {
  await forEach(tables, async (spec) => {
    if (spec.ttl === undefined) return;
    const count = await keeper.purge(spec, spec.ttl, Math.floor(now.getTime() / 1000));
    const detail = `${count} overdue items removed`;
    await reports.put({ subject: 'purge', of: spec.name, at: now.toISOString(), good: true, detail });
    log('info', 'purged', { of: spec.name, count });
  });
}
