import { forEach } from '../platform/each.ts';
import { log } from '../platform/observe.ts';
import { type Instance, Instances } from './instance-store.ts';
import { openMachines } from './machine-store.ts';
import type { Machine } from './machines.ts';
import { type Repair, repairs } from './reconcile.ts';

const machines = openMachines();
const instances = new Instances();

async function make(repair: Repair, now: number): Promise<unknown> {
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

export const handler = async (): Promise<void> => {
  // Instances first: one that is launched while this runs has its record already, and is not seen here.
  const found: Instance[] = [];
  for await (const instance of instances.all()) found.push(instance);
  const records: Machine[] = [];
  for await (const machine of machines.all()) records.push(machine);
  const now = Date.now();
  const needed = repairs(records, found, now);
  if (needed.length > 0) log('warn', 'machines to be repaired', { count: needed.length });
  await forEach(needed, async (repair) => make(repair, now));
};
