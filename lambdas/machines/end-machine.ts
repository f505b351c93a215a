import type { UserId } from '../../contracts/ids.ts';
import { NotYet, type Step } from '../platform/step.ts';
import { endOf, instanceOf, type MachineParts } from './machine-work.ts';

/** The steps of an end. Whoever closes an account starts them in any state, so they do not ask whose work it is. */
export const endSteps = (parts: MachineParts) =>
  ({
    terminate: async ({ userId }) => ({ outcome: await terminate(parts, userId) }),
    remove: async ({ userId }) => ({ outcome: await remove(parts, userId) }),
  }) satisfies Record<string, Step>;

async function terminate(parts: MachineParts, userId: UserId): Promise<string> {
  const { machines, instances } = parts;
  const machine = await machines.find(userId);
  if (machine === undefined) return 'gone';
  if (machine.state !== 'ending' && (await machines.move(machine, 'ending', Date.now())) === 'conflict')
    throw new NotYet('the machine changed in between');
  const instance = await instanceOf(parts, machine);
  if (instance !== undefined && instance.state !== 'terminated')
    await instances.terminate(instance.instanceId);
  return 'terminating';
}

async function remove(parts: MachineParts, userId: UserId): Promise<string> {
  const { machines, queues, meter, audit } = parts;
  const machine = await machines.find(userId);
  if (machine === undefined) return 'gone';
  const instance = await instanceOf(parts, machine);
  if (instance !== undefined && instance.state !== 'terminated')
    throw new NotYet(`the instance is ${instance.state}`);
  await queues.delete(machine);
  await audit.append(
    userId,
    { action: 'machine.ended', by: 'platform', of: machine.machineId },
    { once: true },
  );
  const now = Date.now();
  const closed = await meter.close(machine, endOf(machine, instance, now), now, (last) =>
    machines.removing(last),
  );
  if (closed === 'changed') throw new NotYet('the machine changed in between');
  return 'gone';
}
