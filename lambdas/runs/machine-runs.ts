import type { runRoutes } from '../../contracts/runs/routes.ts';
import type { MachineOwners } from '../machines/owners.ts';
import type { Call } from '../platform/http/call.ts';
import { Problem } from '../platform/http/problem.ts';
import type { DataKeys } from '../platform/keys/data-keys.ts';
import type { RunLogStore } from './run-log-store.ts';
import type { RunStore } from './run-store.ts';
import { isOver, logExpiry, logKeyOf, type RunId } from './runs.ts';

export interface RunWork {
  readonly owners: MachineOwners;
  readonly runs: RunStore;
  readonly logs: RunLogStore;
  readonly keys: DataKeys;
}

/** The run, if it belongs to the owner of the machine that asks. */
async function runFor({ owners, runs, keys }: RunWork, instanceId: string | undefined, runId: RunId) {
  const owner = await owners.of(instanceId);
  const key = await keys.open(owner);
  const run = await runs.find(owner.userId, key, runId);
  if (run === undefined) throw new Problem('not_found');
  return { userId: owner.userId, key, run };
}

/** What to do. A run that was queued runs from now on; one that was taken before is taken again. */
export async function takeRun(work: RunWork, { instanceId, params, now }: Call<typeof runRoutes.takeRun>) {
  const { userId, run } = await runFor(work, instanceId, params.runId);
  const { runId, prompt, model } = run;
  const startedAt = run.startedAt ?? new Date(now).toISOString();
  const taken =
    run.state === 'queued' && (await work.runs.move(userId, runId, 'running', { startedAt })) === 'moved';
  return { runId, state: taken ? ('running' as const) : run.state, prompt, model };
}

/** Keeps a batch of log lines, and says whether the run shall stop. */
export async function appendRunLog(
  work: RunWork,
  { instanceId, params, body, now }: Call<typeof runRoutes.appendRunLog>,
) {
  const { userId, key, run } = await runFor(work, instanceId, params.runId);
  if (isOver(run.state)) throw new Problem('conflict', 'The run has ended.');
  await work.logs.append(key, {
    userId,
    logKey: logKeyOf(run.runId, body.seq),
    lines: body.lines,
    expiresAt: logExpiry(run, now),
  });
  return { stop: run.state === 'stopping' };
}

/** Keeps how a run ended. Throws `conflict` where it has ended otherwise. */
export async function endRun(
  work: RunWork,
  { instanceId, params, body, now }: Call<typeof runRoutes.endRun>,
): Promise<void> {
  const { userId, key, run } = await runFor(work, instanceId, params.runId);
  const { state, ...said } = body;
  const change = { ...said, endedAt: new Date(now).toISOString() };
  const moved = await work.runs.move(userId, run.runId, state, change, key);
  // The same result again is a retry of a report whose answer was lost.
  if (moved === 'conflict' && run.state !== state)
    throw new Problem('conflict', 'The run has ended otherwise.');
}
