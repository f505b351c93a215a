import type { machineRoutes } from '../../contracts/machines/routes.ts';
import type { Call } from '../platform/http/call.ts';
import { Problem } from '../platform/http/problem.ts';
import type { RunStates } from '../runs/run-state-store.ts';
import { isOver, type RunId } from '../runs/runs.ts';
import type { MachineStore } from './machine-store.ts';
import { iso, type Machine } from './machines.ts';
import type { MachineOwners } from './owners.ts';

export interface ReportDesk {
  readonly owners: MachineOwners;
  readonly machines: MachineStore;
  readonly runs: RunStates;
}

/** A busy runner beats every ten seconds; a beat a minute is enough to know that it lives. */
const BEAT_MILLISECONDS = 60_000;

export async function reportReady(
  desk: ReportDesk,
  { instanceId, now }: Call<typeof machineRoutes.reportReady>,
): Promise<void> {
  await noteReady(desk, await callerOf(desk, instanceId), now);
}

/** Notes that a machine lives, and says which of its runs nobody wants any more. */
export async function hearBeat(
  desk: ReportDesk,
  { instanceId, body, now }: Call<typeof machineRoutes.beat>,
): Promise<{ stop: RunId[] }> {
  const machine = await callerOf(desk, instanceId);
  const heardAt = Date.parse(machine.beatAt ?? machine.createdAt);
  // Whoever beats is up, also where its report was lost.
  if (!(await noteReady(desk, machine, now)) && now - heardAt >= BEAT_MILLISECONDS)
    await desk.machines.note(machine, { beatAt: iso(now) });
  return { stop: await runsToStop(desk, machine, body.running) };
}

/** The machine whose instance signed the request. */
async function callerOf({ owners, machines }: ReportDesk, instanceId: string | undefined): Promise<Machine> {
  const { userId } = await owners.of(instanceId);
  const machine = await machines.find(userId);
  if (machine === undefined || machine.instanceId !== instanceId)
    throw new Problem('forbidden', 'This machine belongs to nobody.');
  return machine;
}

/** A runner that was restarted reports again; a machine that is on its way out is not ready. */
async function noteReady({ machines }: ReportDesk, machine: Machine, now: number): Promise<boolean> {
  if (machine.state !== 'launching' && machine.state !== 'starting') return false;
  return (await machines.move(machine, 'ready', now, { readyAt: iso(now), beatAt: iso(now) })) === 'moved';
}

async function runsToStop(
  { runs }: ReportDesk,
  { userId }: Machine,
  running: readonly RunId[],
): Promise<RunId[]> {
  const found = await Promise.all(running.map((runId) => runs.find(userId, runId)));
  return running.filter((_runId, index) => {
    const run = found[index];
    return run === undefined || run.state === 'stopping' || isOver(run.state);
  });
}
