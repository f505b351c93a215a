import type { SFNClient } from '@aws-sdk/client-sfn';
import { forEach } from '../platform/each.ts';
import { env } from '../platform/env.ts';
import { log } from '../platform/observe.ts';
import { startOnce } from '../platform/start-once.ts';
import type { Erasure, ErasureStore } from './erasure-store.ts';
import { isDue } from './erasures.ts';

interface SweepParts {
  readonly erasures: Pick<ErasureStore, 'unfinished'>;
  readonly workflows: SFNClient;
}

/** Starts again what each erasure that is not over needs. */
export async function sweepErasures({ erasures, workflows }: SweepParts): Promise<void> {
  const now = Date.now();
  // One execution an hour: its name holds the hour, and one that still runs from the last hour does no harm.
  const hour = new Date(now).toISOString().slice(0, 13);
  let started = 0;
  await forEach(erasures.unfinished(), async (erasure) => {
    const workflow = workflowFor(erasure, now);
    if (workflow === undefined) return;
    const { userId, erasureId } = erasure;
    await startOnce(workflows, env(workflow), { userId, id: erasureId }, hour);
    started += 1;
  });
  log('info', 'erasures swept', { count: started });
}

/** What an erasure that is not over needs now; within its window, nothing. */
function workflowFor(erasure: Erasure, now: number): 'ERASE_WORKFLOW' | 'RESTORE_WORKFLOW' | undefined {
  if (erasure.state === 'restoring') return 'RESTORE_WORKFLOW';
  return erasure.state !== 'waiting' || isDue(erasure, now) ? 'ERASE_WORKFLOW' : undefined;
}
