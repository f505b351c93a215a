import { NotYet, type Step } from '../platform/step.ts';
import { currentStep, instanceOf, type MachineParts, noteLackOf, startOf } from './machine-work.ts';
import { type Machine, paidFrom } from './machines.ts';

/** The steps of a start, besides those that it shares with a launch. */
export const startSteps = (parts: MachineParts) =>
  ({
    start: currentStep(parts, async (machine) => start(parts, machine)),
    /** A start that failed ends like a stop: what did run is settled, what did not is given back. */
    'stop-again': currentStep(parts, async (machine) => {
      if (machine.state !== 'starting') return 'overtaken';
      const failure = machine.failure ?? 'never_reported';
      return parts.machines.move(machine, 'stopping', Date.now(), { failure });
    }),
  }) satisfies Record<string, Step>;

async function start(parts: MachineParts, machine: Machine): Promise<string> {
  if (machine.state !== 'starting') return 'overtaken';
  const { machines, instances } = parts;
  const instance = await instanceOf(parts, machine);
  if (instance?.state === 'stopping') throw new NotYet('the instance is still stopping');
  if (instance?.state === 'stopped')
    await instances.start(instance).catch((error) => noteLackOf(parts, machine, error));
  const running = await instanceOf(parts, machine);
  if (running?.state !== 'pending' && running?.state !== 'running')
    throw new NotYet('the instance does not run');
  const startedAt = startOf(machine, running);
  const facts = {
    instanceType: running.instanceType,
    startedAt: new Date(startedAt).toISOString(),
    ...paidFrom(startedAt),
  };
  return (await machines.note(machine, facts)) === 'noted' ? 'running' : 'overtaken';
}
