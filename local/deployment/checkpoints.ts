import { setTimeout as pause } from 'node:timers/promises';
import { ListExecutionsCommand, paginateListStateMachines, SFNClient } from '@aws-sdk/client-sfn';
import type { Serving } from '../doubles/double.ts';
import { adminClient } from '../emulator/account.ts';
import type { Log } from './progress.ts';

/** Nobody for so long: who reads a long answer or looks for a mail is not interrupted. */
const QUIET_MS = 3 * 60_000;
/** So much can be lost by a kill in an evening of work with pauses. */
const APART_MS = 15 * 60_000;
const LOOK_MS = 20_000;

/**
 * Whether a restart would interrupt nobody, and keep something that is not kept yet. A machine that is up beats each
 * minute, so it counts as somebody.
 */
export const isMoment = ({ open, at }: Serving, lastCheckpoint: number, now: number): boolean =>
  open === 0 && at > lastCheckpoint && now - at >= QUIET_MS && now - lastCheckpoint >= APART_MS;

/** A restart ends executions of workflows as failed. */
async function someWorkflowRuns(endpoint: string): Promise<boolean> {
  const client = new SFNClient(adminClient(endpoint));
  try {
    for await (const page of paginateListStateMachines({ client }, {})) {
      for (const { stateMachineArn } of page.stateMachines ?? []) {
        const { executions = [] } = await client.send(
          new ListExecutionsCommand({ stateMachineArn, statusFilter: 'RUNNING', maxResults: 1 }),
        );
        if (executions.length > 0) return true;
      }
    }
    return false;
  } finally {
    client.destroy();
  }
}

/** What is kept, and by what is known that nobody is being served. */
export interface Kept {
  readonly emulator: string;
  readonly serving: () => Promise<Serving>;
  readonly checkpoint: () => Promise<void>;
}

/**
 * Takes a checkpoint now and then, when nobody is being served: it is one restart of the emulator. Ends with the signal,
 * and not in the middle of one.
 */
export async function keepCheckpoints(kept: Kept, log: Log, end: AbortSignal): Promise<void> {
  let last = Date.now();
  while (!end.aborted) {
    await pause(LOOK_MS, undefined, { signal: end }).catch(() => undefined);
    if (end.aborted) return;
    try {
      if (!isMoment(await kept.serving(), last, Date.now()) || (await someWorkflowRuns(kept.emulator)))
        continue;
      last = Date.now();
      await kept.checkpoint();
      log('Nobody was being served: a checkpoint is taken.');
    } catch (error) {
      log(`No checkpoint could be taken: ${error instanceof Error ? error.message : 'unknown'}`);
    }
  }
}
