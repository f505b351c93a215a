import type { MachineFailure } from '../../contracts/machines/stores.ts';
import { env } from '../platform/env.ts';
import type { Step } from '../platform/step.ts';
import {
  currentStep,
  instanceOf,
  type MachineParts,
  machineAt,
  noteLackOf,
  restState,
  startOf,
} from './machine-work.ts';
import { type Machine, paidFrom } from './machines.ts';

/** The steps of a launch. The first and the one that waits are a start's too. */
export const launchSteps = (parts: MachineParts) =>
  ({
    reserve: currentStep(parts, async (machine) => {
      const reserved = await parts.meter.reserve(machine, Date.now());
      return reserved === 'reserved' ? 'reserved' : refuse(parts, machine, 'out_of_credits');
    }),
    run: currentStep(parts, async (machine, { id }) => run(parts, machine, id)),
    /** Its change of the item tells the stream, which answers at once where the runner was faster. */
    'await-ready': currentStep(parts, async (machine, { token }) =>
      (await parts.machines.note(machine, { taskToken: token })) === 'noted' ? 'waiting' : 'overtaken',
    ),
    'give-up': currentStep(parts, async (machine) => giveUp(parts, machine)),
  }) satisfies Record<string, Step>;

async function refuse(
  { machines }: MachineParts,
  machine: Machine,
  failure: MachineFailure,
): Promise<string> {
  const state = machine.state === 'launching' ? 'failed' : 'stopped';
  await machines.move(machine, state, Date.now(), { ...restState, failure });
  return 'refused';
}

async function run(parts: MachineParts, machine: Machine, id: string): Promise<string> {
  if (machine.state !== 'launching') return 'overtaken';
  const { machines, instances, queues } = parts;
  const { machineId, userId } = machine;
  const queueUrl = await queues.open(machine);
  const tags = { machine: machineId, user: userId, queue: queueUrl, api: env('MACHINE_API') };
  const instance =
    (await instances.find(machineId)) ??
    (await instances.launch(id, tags).catch((error) => noteLackOf(parts, machine, error)));
  const startedAt = startOf(machine, instance);
  const { instanceId, instanceType } = instance;
  await queues.admit(machine, queueUrl, instanceId);
  const facts = {
    instanceId,
    instanceType,
    queueUrl,
    startedAt: new Date(startedAt).toISOString(),
    ...paidFrom(startedAt),
  };
  if ((await machines.note(machine, facts)) === 'noted') return 'running';
  // Ended in between: whoever ended it may not have seen this instance.
  if ((await machineAt(parts, { userId, id })) === undefined) await instances.terminate(instanceId);
  return 'overtaken';
}

/** Clears away what a failed launch left. The state comes last: once it is there, nothing else of it is. */
async function giveUp(parts: MachineParts, machine: Machine): Promise<string> {
  if (machine.state !== 'launching') return 'overtaken';
  const { machines, instances, queues, meter } = parts;
  const instance = await instanceOf(parts, machine);
  if (instance !== undefined) await instances.terminate(instance.instanceId);
  await queues.delete(machine);
  const failure = machine.failure ?? 'never_reported';
  const now = Date.now();
  await meter.closeUnused(machine, (last) => ({
    Update: machines.moving(last, 'failed', now, {
      ...restState,
      failure,
      instanceId: undefined,
      queueUrl: undefined,
    }),
  }));
  return 'failed';
}
