import { machineRoutes } from '../../contracts/machines/routes.ts';
import { runs } from '../../contracts/runs/stores.ts';
import { documents } from '../platform/aws/clients.ts';
import { env } from '../platform/env.ts';
import { api, endpoint } from '../platform/http/endpoint.ts';
import { Problem } from '../platform/http/problem.ts';
import { RunStates } from '../runs/run-state-store.ts';
import { isOver, type RunId } from '../runs/runs.ts';
import { openMachines } from './machine-store.ts';
import { iso, type Machine } from './machines.ts';
import { openOwners } from './owner-store.ts';

const owners = openOwners();
const machines = openMachines();
const states = new RunStates(documents, env(runs.env));
/** A busy runner beats every ten seconds; a beat a minute is enough to know that it lives. */
const BEAT_MILLISECONDS = 60_000;

/** The machine whose instance signed the request. */
async function callerOf(instanceId: string | undefined): Promise<Machine> {
  const { userId } = await owners.of(instanceId);
  const machine = await machines.find(userId);
  if (machine === undefined || machine.instanceId !== instanceId)
    throw new Problem('forbidden', 'This machine belongs to nobody.');
  return machine;
}

/** A runner that was restarted reports again; a machine that is on its way out is not ready. */
async function noteReady(machine: Machine, now: number): Promise<boolean> {
  if (machine.state !== 'launching' && machine.state !== 'starting') return false;
  return (await machines.move(machine, 'ready', now, { readyAt: iso(now), beatAt: iso(now) })) === 'moved';
}

export const handler = api([
  endpoint({
    route: machineRoutes.reportReady,
    run: async ({ instanceId, now }) => {
      await noteReady(await callerOf(instanceId), now);
    },
  }),
  endpoint({
    route: machineRoutes.beat,
    run: async ({ instanceId, body, now }) => {
      const machine = await callerOf(instanceId);
      const heardAt = Date.parse(machine.beatAt ?? machine.createdAt);
      // Whoever beats is up, also where its report was lost.
      if (!(await noteReady(machine, now)) && now - heardAt >= BEAT_MILLISECONDS)
        await machines.note(machine, { beatAt: iso(now) });
      return { stop: await toStop(machine, body.running) };
    },
  }),
]);

/** Of the runs that a machine works on, those that nobody wants any more. */
async function toStop({ userId }: Machine, running: readonly RunId[]): Promise<RunId[]> {
  const found = await Promise.all(running.map((runId) => states.find(userId, runId)));
  return running.filter((_runId, index) => {
    const run = found[index];
    return run === undefined || run.state === 'stopping' || isOver(run.state);
  });
}
