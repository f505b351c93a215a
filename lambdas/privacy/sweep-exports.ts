import { forEach } from '../platform/each.ts';
import { log } from '../platform/observe.ts';
import type { ExportStore } from './export-store.ts';
import { isOver } from './exports.ts';
import type { TransferStore } from './transfer-store.ts';

interface SweepParts {
  readonly exported: Pick<ExportStore, 'find'>;
  readonly transfer: Pick<TransferStore, 'all' | 'drop'>;
}

/** Removes what its request no longer stands for. */
export async function sweepExports({ exported, transfer }: SweepParts, now: number): Promise<void> {
  let dropped = 0;
  await forEach(transfer.all(), async ({ key, userId, exportId, writtenAt }) => {
    if (!isOver(await exported.find(userId, exportId), writtenAt, now)) return;
    await transfer.drop(key);
    dropped += 1;
  });
  log('info', 'exports swept', { count: dropped });
}
