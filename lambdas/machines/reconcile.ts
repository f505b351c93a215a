import { forEach } from '../platform/each.ts';
import { log } from '../platform/observe.ts';
import type { Instance, Instances } from './instance-store.ts';
import type { MachineStore } from './machine-store.ts';
import { isPassing, type Machine, stateBeganAt } from './machines.ts';

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

interface ReapParts {
  readonly machines: MachineStore;
  readonly instances: Instances;
}

/** Brings records and instances together again. */
export async function reapMachines(parts: ReapParts): Promise<void> {
  // Instances first: one that is launched while this runs has its record already, and is not seen here.
  const instances = await Array.fromAsync(parts.instances.all());
  const records = await Array.fromAsync(parts.machines.all());
  const now = Date.now();
  const needed = repairs(records, instances, now);
  if (needed.length > 0) log('warn', 'machines to be repaired', { count: needed.length });
  await forEach(needed, async (repair) => make(parts, repair, now));
}

async function make({ machines, instances }: ReapParts, repair: Repair, now: number): Promise<unknown> {
  switch (repair.do) {
    case 'terminate':
      return instances.terminate(repair.instance.instanceId);
    case 'stop':
      return instances.stop(repair.instance.instanceId);
    case 'again':
      return machines.again(repair.machine);
    case 'settle':
      return machines.move(repair.machine, 'stopping', now);
  }
}
