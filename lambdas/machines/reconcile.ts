import type { Instance } from './instance-store.ts';
import { isPassing, type Machine, stateBeganAt } from './machines.ts';

/** What brings records and instances together again. */
export type Repair =
  | { readonly do: 'terminate' | 'stop'; readonly instance: Instance }
  | { readonly do: 'again' | 'settle'; readonly machine: Machine };

/** A launch writes its record first and the instance's id last, within its workflow's retries. */
const LAUNCH_MILLISECONDS = 30 * 60_000;
/** Longer than any workflow lasts: what is still on its way then has been left. */
const WORK_MILLISECONDS = 45 * 60_000;

/** What is wrong, if anything. Each repair may be made twice; the next look sees what is left. */
export function repairs(
  machines: readonly Machine[],
  instances: readonly Instance[],
  now: number,
): readonly Repair[] {
  const byInstance = new Map(instances.map((instance) => [instance.instanceId, instance]));
  const owned = new Set(machines.map(({ instanceId }) => instanceId));
  const launching = new Set(
    machines.filter(({ instanceId }) => instanceId === undefined).map(({ machineId }) => String(machineId)),
  );
  return [
    ...instances
      .filter((instance) => isOrphan(instance, owned, launching, now))
      .map((instance) => ({ do: 'terminate' as const, instance })),
    ...machines.flatMap((machine) => repairOf(machine, byInstance.get(machine.instanceId ?? ''), now)),
  ];
}

function isOrphan(
  instance: Instance,
  owned: ReadonlySet<string | undefined>,
  launching: ReadonlySet<string>,
  now: number,
): boolean {
  if (owned.has(instance.instanceId)) return false;
  const underWay = launching.has(instance.machineId ?? '') && now - instance.startedAt < LAUNCH_MILLISECONDS;
  return !underWay;
}

function repairOf(machine: Machine, instance: Instance | undefined, now: number): readonly Repair[] {
  const { state } = machine;
  if (isPassing(state))
    return now - stateBeganAt(machine) > WORK_MILLISECONDS ? [{ do: 'again', machine }] : [];
  if (state === 'failed') return [];
  // Stopped or gone, though nobody of ours asked for it: the seconds are settled as after a stop.
  if (instance === undefined) return [{ do: 'settle', machine }];
  if (state === 'ready') return instance.state === 'stopped' ? [{ do: 'settle', machine }] : [];
  return instance.state === 'running' ? [{ do: 'stop', instance }] : [];
}
