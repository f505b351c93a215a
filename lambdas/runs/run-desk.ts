import type { runRoutes } from '../../contracts/runs/routes.ts';
import type { ModelId } from '../../policy/models.ts';
import type { MachineStore } from '../machines/machine-store.ts';
import { offeredModel, usualModel } from '../models/offer.ts';
import type { AuditTrail } from '../platform/audit/audit-trail.ts';
import type { Actor } from '../platform/auth/actor.ts';
import { type Call, idFor } from '../platform/http/call.ts';
import { Problem } from '../platform/http/problem.ts';
import type { DataKeys } from '../platform/keys/data-keys.ts';
import type { RunLogStore } from './run-log-store.ts';
import type { RunStore } from './run-store.ts';
import { isOver, listedView, newRun, type Run, type RunId } from './runs.ts';

export interface RunDesk {
  readonly runs: RunStore;
  readonly logs: RunLogStore;
  readonly machines: Pick<MachineStore, 'find'>;
  readonly keys: DataKeys;
  readonly audit: AuditTrail;
  /** The models on offer. */
  readonly offered: readonly ModelId[];
}

/** One run of a person. Throws `not_found`. */
export async function findRun(desk: RunDesk, actor: Actor, runId: RunId): Promise<Run> {
  const run = await desk.runs.find(actor.userId, await desk.keys.open(actor), runId);
  if (run === undefined) throw new Problem('not_found');
  return run;
}

export async function listRuns(desk: RunDesk, { actor, query }: Call<typeof runRoutes.listRuns>) {
  const page = await desk.runs.list(actor.userId, await desk.keys.open(actor), query);
  return { ...page, items: page.items.map(listedView) };
}

/** Writes down what is to be run; the table's stream tells a function with a way out, which starts the workflow. */
export async function startRun(desk: RunDesk, call: Call<typeof runRoutes.startRun>): Promise<Run> {
  const { actor, body, now } = call;
  const { prompt, model = usualModel(desk.offered) } = body;
  offeredModel(desk.offered, model);
  if ((await desk.machines.find(actor.userId)) === undefined)
    throw new Problem('conflict', 'There is no machine to run in. Launch one first.');
  return desk.runs.add(
    await desk.keys.open(actor),
    newRun(actor, idFor('run', call), { prompt, model }, now),
  );
}

/** Asks a run to stop, and says how it stands; of one that has ended, how. */
export async function stopRun(desk: RunDesk, actor: Actor, runId: RunId): Promise<Run> {
  await desk.runs.move(actor.userId, runId, 'stopping');
  return findRun(desk, actor, runId);
}

/** Deletes a run that is over, with its log. Throws `conflict` while it runs. */
export async function deleteRun(desk: RunDesk, actor: Actor, runId: RunId): Promise<void> {
  if (!isOver((await findRun(desk, actor, runId)).state))
    throw new Problem('conflict', 'It still runs. Stop it first.');
  // The log first: without its run nobody could find it again.
  await desk.logs.delete(actor.userId, runId);
  const deleted = { action: 'run.deleted', by: 'you', of: runId } as const;
  // Refused: another attempt was first.
  await desk.audit.record(actor.userId, deleted, desk.runs.deleting(actor.userId, runId));
}
