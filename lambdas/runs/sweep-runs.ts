import type { RunFailure } from '../../contracts/runs/stores.ts';
import type { MachineStore } from '../machines/machine-store.ts';
import { forEach } from '../platform/each.ts';
import { log } from '../platform/observe.ts';
import type { RunFacts, RunStates } from './run-state-store.ts';
import { isOverdue } from './runs.ts';

interface SweepParts {
  readonly states: RunStates;
  readonly machines: Pick<MachineStore, 'find'>;
}

/** A busy runner beats every ten seconds: whoever is silent for so long is dead. */
const SILENCE_MILLISECONDS = 5 * 60 * 1000;

/** Ends the runs that cannot end by themselves any more. */
export async function sweepRuns(parts: SweepParts): Promise<void> {
  const { states } = parts;
  const now = Date.now();
  let ended = 0;
  await forEach(states.unfinished(), async (run) => {
    const failure = await faultOf(parts, run, now);
    if (failure !== undefined && (await states.fail(run.userId, run.runId, failure, now)) === 'moved')
      ended += 1;
  });
  log('info', 'runs swept', { count: ended });
}

/** Why a run cannot end by itself any more; nothing while it can. */
async function faultOf(
  { machines }: SweepParts,
  run: RunFacts,
  now: number,
): Promise<RunFailure | undefined> {
  if (isOverdue(run, now)) return 'took_too_long';
  if (run.machineId === undefined) return undefined;
  const machine = await machines.find(run.userId);
  const isThere = machine?.machineId === run.machineId && machine.state === 'ready';
  const heard = Math.max(Date.parse(machine?.beatAt ?? run.createdAt), Date.parse(run.createdAt));
  return isThere && now - heard < SILENCE_MILLISECONDS ? undefined : 'machine_lost';
}
