import { forEach } from '../platform/each.ts';
import { log } from '../platform/observe.ts';
import { type Host, Hosts } from './host-store.ts';
import { openMachines } from './machine-store.ts';
import type { Machine } from './machines.ts';
import { type Repair, repairs } from './reconcile.ts';

const machines = openMachines();
const hosts = new Hosts();

async function make(repair: Repair, now: number): Promise<unknown> {
  switch (repair.do) {
    case 'terminate':
      return hosts.terminate(repair.host.instanceId);
    case 'stop':
      return hosts.stop(repair.host.instanceId);
    case 'again':
      return machines.again(repair.machine);
    case 'settle':
      return machines.move(repair.machine, 'stopping', now);
  }
}

export const handler = async (): Promise<void> => {
  // Instances first: one that is launched while this runs has its record already, and is not seen here.
  const found: Host[] = [];
  for await (const host of hosts.all()) found.push(host);
  const records: Machine[] = [];
  for await (const machine of machines.all()) records.push(machine);
  const now = Date.now();
  const needed = repairs(records, found, now);
  if (needed.length > 0) log('warn', 'machines to be repaired', { count: needed.length });
  await forEach(needed, async (repair) => make(repair, now));
};
