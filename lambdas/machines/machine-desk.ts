import { newId } from '../../contracts/ids.ts';
import type { MachineState } from '../../contracts/machines/stores.ts';
import type { HoldStore } from '../billing/hold-store.ts';
import type { AuditTrail } from '../platform/audit/audit-trail.ts';
import type { Actor } from '../platform/auth/actor.ts';
import { Problem } from '../platform/http/problem.ts';
import type { Change, MachineStore } from './machine-store.ts';
import { holdAmount, type Machine, machineView, newMachine } from './machines.ts';

export interface MachineDesk {
  readonly machines: MachineStore;
  readonly holds: HoldStore;
  readonly audit: AuditTrail;
}

const availableTo = async ({ holds }: MachineDesk, { customerId }: Actor): Promise<number> =>
  (await holds.read(customerId)).available;

/** Throws `out_of_credits` below one hold; the workflow asks again when it reserves. */
async function checkCredits(desk: MachineDesk, actor: Actor): Promise<void> {
  if ((await availableTo(desk, actor)) < holdAmount)
    throw new Problem('out_of_credits', 'A machine needs credits for its first 15 minutes.');
}

async function machineOf({ machines }: MachineDesk, { userId }: Actor): Promise<Machine> {
  const machine = await machines.find(userId);
  if (machine === undefined) throw new Problem('not_found', 'You have no machine.');
  return machine;
}

/** The machine as its owner sees it; nothing where there is none. */
export async function readMachine(desk: MachineDesk, actor: Actor, now: number) {
  const machine = await desk.machines.find(actor.userId);
  return machine === undefined ? {} : { machine: machineView(machine, await availableTo(desk, actor), now) };
}

/** Writes down that a machine is wanted; the table's stream starts the workflow. Throws where there is one already. */
export async function launchMachine(desk: MachineDesk, actor: Actor, now: number) {
  const there = await desk.machines.find(actor.userId);
  if (there !== undefined && there.state !== 'failed')
    throw new Problem('already_exists', 'You have a machine already.');
  await checkCredits(desk, actor);
  const machine = newMachine(actor, { machineId: newId('machine', now), holdId: newId('hold') }, now);
  const launched = { action: 'machine.launched', by: 'you', of: machine.machineId } as const;
  if (
    (await desk.audit.record(actor.userId, launched, desk.machines.adding(machine), now, actor.keyEpoch)) ===
    'refused'
  )
    throw new Problem('already_exists', 'You have a machine already.');
  return machineView(machine, await availableTo(desk, actor), now);
}

export async function startMachine(desk: MachineDesk, actor: Actor, now: number) {
  await checkCredits(desk, actor);
  const change = { holdId: newId('hold'), failure: undefined };
  return moveMachine(desk, actor, { from: ['stopped'], to: 'starting', change }, now);
}

export const stopMachine = (desk: MachineDesk, actor: Actor, now: number) =>
  moveMachine(desk, actor, { from: ['ready'], to: 'stopping' }, now);

export const endMachine = (desk: MachineDesk, actor: Actor, now: number) =>
  moveMachine(
    desk,
    actor,
    { from: ['launching', 'ready', 'stopping', 'stopped', 'starting', 'failed'], to: 'ending' },
    now,
  );

/** Moves the machine and answers how it is now. The same wish again is a retry. */
async function moveMachine(
  desk: MachineDesk,
  actor: Actor,
  wish: { readonly from: readonly MachineState[]; readonly to: MachineState; readonly change?: Change },
  now: number,
) {
  const { from, to, change = {} } = wish;
  const machine = await machineOf(desk, actor);
  if (machine.state !== to) {
    if (!from.includes(machine.state)) throw new Problem('conflict', `The machine is ${machine.state}.`);
    if ((await desk.machines.move(machine, to, now, change)) === 'conflict') throw new Problem('conflict');
  }
  return machineView(await machineOf(desk, actor), await availableTo(desk, actor), now);
}
