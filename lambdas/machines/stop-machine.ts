import { NotYet, type Step } from '../platform/step.ts';
import { currentStep, endOf, instanceOf, type MachineParts, restState } from './machine-work.ts';
import type { Machine } from './machines.ts';

export const stopSteps = (parts: MachineParts) =>
  ({
    stop: currentStep(parts, async (machine) => {
      if (machine.state !== 'stopping') return 'overtaken';
      const instance = await instanceOf(parts, machine);
      if (instance?.state === 'pending' || instance?.state === 'running')
        await parts.instances.stop(instance.instanceId);
      return 'stopping';
    }),
    settle: currentStep(parts, async (machine) =>
      machine.state === 'stopping' ? settle(parts, machine) : 'overtaken',
    ),
  }) satisfies Record<string, Step>;

/** Settles at EC2's time, once the instance stands still; where it is gone, the machine has failed. */
async function settle(parts: MachineParts, machine: Machine): Promise<string> {
  const { machines, queues, meter } = parts;
  const instance = await instanceOf(parts, machine);
  if (instance !== undefined && instance.state !== 'stopped' && instance.state !== 'terminated')
    throw new NotYet(`the instance is ${instance.state}`);
  const now = Date.now();
  const gone = instance === undefined || instance.state === 'terminated';
  if (gone) await queues.delete(machine);
  const change = gone
    ? { ...restState, failure: 'instance_lost' as const, instanceId: undefined, queueUrl: undefined }
    : restState;
  const closed = await meter.close(machine, endOf(machine, instance, now), now, (last) => ({
    Update: machines.moving(last, gone ? 'failed' : 'stopped', now, change),
  }));
  if (closed === 'changed') throw new NotYet('the machine changed in between');
  return gone ? 'failed' : 'stopped';
}
