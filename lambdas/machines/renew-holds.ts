import { forEach } from '../platform/each.ts';
import { log } from '../platform/observe.ts';
import type { MachineStore } from './machine-store.ts';
import { isDue, isMetered } from './machines.ts';
import type { Meter } from './meter.ts';

/** Pays for the next minutes of each machine whose hold ends; one that cannot pay stops. */
export async function renewHolds(machines: MachineStore, meter: Meter): Promise<void> {
  const now = Date.now();
  let stopped = 0;
  await forEach(machines.all(), async (machine) => {
    if (!isDue(machine, now) || !isMetered(machine)) return;
    if ((await meter.renew(machine, now)) !== 'refused') return;
    if ((await machines.move(machine, 'stopping', now, { failure: 'out_of_credits' })) === 'moved')
      stopped += 1;
  });
  if (stopped > 0) log('info', 'machines stopped for want of credits', { count: stopped });
}
