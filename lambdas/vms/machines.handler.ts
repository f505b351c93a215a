import { balances } from '../../contracts/billing.ts';
import { newId } from '../../contracts/ids.ts';
import { type MachineState, machineRoutes } from '../../contracts/machines.ts';
import { HoldStore } from '../billing/hold-store.ts';
import { openAudit } from '../platform/audit/audit-trail.ts';
import type { Actor } from '../platform/auth/actor.ts';
import { documents } from '../platform/aws/clients.ts';
import { env } from '../platform/env.ts';
import { api, endpoint, reply } from '../platform/http/endpoint.ts';
import { Problem } from '../platform/http/problem.ts';
import { type Change, openMachines } from './machine-store.ts';
import { holdAmount, type Machine, machineView, newMachine } from './machines.ts';

const machines = openMachines();
const holds = new HoldStore(documents, env(balances.env));
const audit = openAudit();

async function availableTo({ customerId }: Actor): Promise<number> {
  return (await holds.read(customerId)).available;
}

/** Throws `out_of_credits` below one hold; the workflow asks again when it reserves. */
async function checkCredits(actor: Actor): Promise<void> {
  if ((await availableTo(actor)) < holdAmount)
    throw new Problem('out_of_credits', 'A machine needs credits for its first 15 minutes.');
}

async function machineOf({ userId }: Actor): Promise<Machine> {
  const machine = await machines.find(userId);
  if (machine === undefined) throw new Problem('not_found', 'You have no machine.');
  return machine;
}

/** Moves the machine and answers how it is now. The same wish again is a retry. */
async function move(
  actor: Actor,
  from: readonly MachineState[],
  to: MachineState,
  now: number,
  change: Change = {},
) {
  const machine = await machineOf(actor);
  if (machine.state !== to) {
    if (!from.includes(machine.state)) throw new Problem('conflict', `The machine is ${machine.state}.`);
    if ((await machines.move(machine, to, now, change)) === 'conflict') throw new Problem('conflict');
  }
  return reply(machineView(await machineOf(actor), await availableTo(actor), now));
}

export const handler = api([
  endpoint({
    route: machineRoutes.readMachine,
    run: async ({ actor, now }) => {
      const machine = await machines.find(actor.userId);
      return reply(
        machine === undefined ? {} : { machine: machineView(machine, await availableTo(actor), now) },
      );
    },
  }),
  endpoint({
    route: machineRoutes.launchMachine,
    run: async ({ actor, now }) => {
      const there = await machines.find(actor.userId);
      if (there !== undefined && there.state !== 'failed')
        throw new Problem('already_exists', 'You have a machine already.');
      await checkCredits(actor);
      const machine = newMachine(
        actor,
        { machineId: newId('machine', now), holdId: newId('hold', now) },
        now,
      );
      if ((await machines.add(machine)) === 'conflict')
        throw new Problem('already_exists', 'You have a machine already.');
      await audit.append(actor.userId, { action: 'machine.launched', by: 'you', of: machine.machineId });
      return reply(machineView(machine, await availableTo(actor), now));
    },
  }),
  endpoint({
    route: machineRoutes.stopMachine,
    run: async ({ actor, now }) => move(actor, ['ready'], 'stopping', now),
  }),
  endpoint({
    route: machineRoutes.startMachine,
    run: async ({ actor, now }) => {
      await checkCredits(actor);
      return move(actor, ['stopped'], 'starting', now, { holdId: newId('hold', now), failure: undefined });
    },
  }),
  endpoint({
    route: machineRoutes.endMachine,
    run: async ({ actor, now }) =>
      move(actor, ['launching', 'ready', 'stopping', 'stopped', 'starting', 'failed'], 'ending', now),
  }),
]);
