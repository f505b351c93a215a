import { openLedger } from '../billing/ledger-store.ts';
import { openAudit } from '../platform/audit/audit-trail.ts';
import { env } from '../platform/env.ts';
import { NotYet, type StepInput, stepsHandler } from '../platform/step.ts';
import { type Host, Hosts, NoCapacity } from './host-store.ts';
import { MachineQueues } from './machine-queue-store.ts';
import { openMachines } from './machine-store.ts';
import { type Machine, type MachineFailure, paidFrom, since, workOf } from './machines.ts';
import { Meter } from './meter.ts';

const machines = openMachines();
const hosts = new Hosts();
const queues = new MachineQueues();
const meter = new Meter(openLedger(), machines);
const audit = openAudit();

/** What goes when a machine stands still. */
const still = {
  holdId: undefined,
  settledTo: undefined,
  paidUntil: undefined,
  startedAt: undefined,
  readyAt: undefined,
  taskToken: undefined,
};

/** The machine, unless it was launched, stopped, started or ended again since this work began. */
async function machineAt({ userId, id }: StepInput): Promise<Machine | undefined> {
  const machine = await machines.find(userId);
  return machine !== undefined && workOf(machine) === id ? machine : undefined;
}

/** A step of work that is still wanted; what has been overtaken does nothing. */
const wanted =
  (work: (machine: Machine, input: StepInput) => Promise<string>) =>
  async (input: StepInput): Promise<{ outcome: string }> => {
    const machine = await machineAt(input);
    return { outcome: machine === undefined ? 'overtaken' : await work(machine, input) };
  };

const hostOf = async ({ instanceId, machineId }: Machine): Promise<Host | undefined> =>
  instanceId === undefined ? hosts.find(machineId) : hosts.read(instanceId);

/** From when on a start is paid: EC2's word, in whole seconds, and never before it was asked for. */
const startOf = (machine: Machine, host: Host): number =>
  Math.floor(Math.max(host.startedAt, since(machine)) / 1000) * 1000;

/** Until when it ran: EC2's word about this very stop; else now, or when it was last heard of where EC2 knows it no more. */
function endOf({ startedAt, beatAt }: Machine, host: Host | undefined, now: number): number {
  const started = Date.parse(startedAt ?? '') || 0;
  if (host === undefined) return Math.max(started, Date.parse(beatAt ?? '') || 0);
  return host.stoppedAt !== undefined && host.stoppedAt >= started ? host.stoppedAt : now;
}

async function refuse(machine: Machine, failure: MachineFailure): Promise<string> {
  const state = machine.state === 'launching' ? 'failed' : 'stopped';
  await machines.move(machine, state, Date.now(), { ...still, failure });
  return 'refused';
}

/** Clears away what a failed launch left. The state comes last: once it is there, nothing else of it is. */
async function giveUp(machine: Machine): Promise<string> {
  if (machine.state !== 'launching') return 'overtaken';
  const host = await hostOf(machine);
  if (host !== undefined) await hosts.terminate(host.instanceId);
  await queues.delete(machine.machineId);
  const failure = machine.failure ?? 'never_reported';
  const now = Date.now();
  await meter.closeUnused(machine, (last) => ({
    Update: machines.moving(last, 'failed', now, {
      ...still,
      failure,
      instanceId: undefined,
      queueUrl: undefined,
    }),
  }));
  return 'failed';
}

/** Settles at EC2's time, once the instance stands still; where it is gone, the machine has failed. */
async function settle(machine: Machine): Promise<string> {
  const host = await hostOf(machine);
  if (host !== undefined && host.state !== 'stopped' && host.state !== 'terminated')
    throw new NotYet(`the instance is ${host.state}`);
  const now = Date.now();
  const gone = host === undefined || host.state === 'terminated';
  if (gone) await queues.delete(machine.machineId);
  const change = gone
    ? { ...still, failure: 'instance_lost', instanceId: undefined, queueUrl: undefined }
    : still;
  const closed = await meter.close(machine, endOf(machine, host, now), now, (last) => ({
    Update: machines.moving(last, gone ? 'failed' : 'stopped', now, change),
  }));
  if (closed === 'changed') throw new NotYet('the machine changed in between');
  return gone ? 'failed' : 'stopped';
}

export const handler = stepsHandler({
  reserve: wanted(async (machine) => {
    const reserved = await meter.reserve(machine, Date.now());
    return reserved === 'reserved' ? 'reserved' : refuse(machine, 'out_of_credits');
  }),

  run: wanted(async (machine, { id }) => {
    if (machine.state !== 'launching') return 'overtaken';
    const { machineId, userId } = machine;
    const queueUrl = await queues.open(machineId);
    const tags = { vm: machineId, user: userId, queue: queueUrl, api: env('MACHINE_API') };
    const host =
      (await hosts.find(machineId)) ??
      (await hosts.launch(id, tags).catch((error) => noteLackOf(machine, error)));
    const startedAt = startOf(machine, host);
    const { instanceId, instanceType } = host;
    await queues.admit(machineId, queueUrl, instanceId);
    const facts = {
      instanceId,
      instanceType,
      queueUrl,
      startedAt: new Date(startedAt).toISOString(),
      ...paidFrom(startedAt),
    };
    if ((await machines.note(machine, facts)) === 'noted') return 'running';
    // Ended in between: whoever ended it may not have seen this instance.
    if ((await machineAt({ step: 'run', userId, id })) === undefined) await hosts.terminate(instanceId);
    return 'overtaken';
  }),

  start: wanted(async (machine) => {
    if (machine.state !== 'starting') return 'overtaken';
    const host = await hostOf(machine);
    if (host?.state === 'stopping') throw new NotYet('the instance is still stopping');
    if (host?.state === 'stopped') await hosts.start(host).catch((error) => noteLackOf(machine, error));
    const running = await hostOf(machine);
    if (running?.state !== 'pending' && running?.state !== 'running')
      throw new NotYet('the instance does not run');
    const startedAt = startOf(machine, running);
    const facts = {
      instanceType: running.instanceType,
      startedAt: new Date(startedAt).toISOString(),
      ...paidFrom(startedAt),
    };
    return (await machines.note(machine, facts)) === 'noted' ? 'running' : 'overtaken';
  }),

  /** Its change of the item tells the stream, which answers at once where the runner was faster. */
  'await-ready': wanted(async (machine, { token }) =>
    (await machines.note(machine, { taskToken: token })) === 'noted' ? 'waiting' : 'overtaken',
  ),

  'give-up': wanted(giveUp),

  /** A start that failed ends like a stop: what did run is settled, what did not is given back. */
  'stop-again': wanted(async (machine) => {
    if (machine.state !== 'starting') return 'overtaken';
    const failure = machine.failure ?? 'never_reported';
    return machines.move(machine, 'stopping', Date.now(), { failure });
  }),

  stop: wanted(async (machine) => {
    if (machine.state !== 'stopping') return 'overtaken';
    const host = await hostOf(machine);
    if (host?.state === 'pending' || host?.state === 'running') await hosts.stop(host.instanceId);
    return 'stopping';
  }),

  settle: wanted(async (machine) => (machine.state === 'stopping' ? settle(machine) : 'overtaken')),

  /** Whoever closes an account calls this in any state, so it does not ask whose work it is. */
  terminate: async ({ userId }) => {
    const machine = await machines.find(userId);
    if (machine === undefined) return { outcome: 'gone' };
    if (machine.state !== 'ending' && (await machines.move(machine, 'ending', Date.now())) === 'conflict')
      throw new NotYet('the machine changed in between');
    const host = await hostOf(machine);
    if (host !== undefined && host.state !== 'terminated') await hosts.terminate(host.instanceId);
    return { outcome: 'terminating' };
  },

  remove: async ({ userId }) => {
    const machine = await machines.find(userId);
    if (machine === undefined) return { outcome: 'gone' };
    const host = await hostOf(machine);
    if (host !== undefined && host.state !== 'terminated') throw new NotYet(`the instance is ${host.state}`);
    await queues.delete(machine.machineId);
    await audit.append(
      userId,
      { action: 'machine.ended', by: 'platform', of: machine.machineId },
      { once: true },
    );
    const now = Date.now();
    const closed = await meter.close(machine, endOf(machine, host, now), now, (last) =>
      machines.removing(last),
    );
    if (closed === 'changed') throw new NotYet('the machine changed in between');
    return { outcome: 'gone' };
  },
});

/** Keeps why there is no instance, for whoever gives up. */
async function noteLackOf(machine: Machine, error: unknown): Promise<never> {
  if (error instanceof NoCapacity)
    await machines.note(machine, { failure: 'no_capacity' satisfies MachineFailure });
  throw error;
}
