import { openLedger } from '../billing/ledger-store.ts';
import { forEach } from '../platform/each.ts';
import { log } from '../platform/observe.ts';
import { openMachines } from './machine-store.ts';
import { isDue, isMetered } from './machines.ts';
import { Meter } from './meter.ts';

const machines = openMachines();
const meter = new Meter(openLedger(), machines);

export const handler = async (): Promise<void> => {
  const now = Date.now();
  let stopped = 0;
  await forEach(machines.all(), async (machine) => {
    if (!isDue(machine, now) || !isMetered(machine)) return;
    if ((await meter.renew(machine, now)) !== 'refused') return;
    if ((await machines.move(machine, 'stopping', now, { failure: 'out_of_credits' })) === 'moved')
      stopped += 1;
  });
  if (stopped > 0) log('info', 'machines stopped for want of credits', { count: stopped });
};
