import { forEach } from '../platform/each.ts';
import { log } from '../platform/observe.ts';
import type { Instances } from './instance-store.ts';
import type { MachineStore } from './machine-store.ts';
import { type Repair, repairs } from './reconcile.ts';

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
