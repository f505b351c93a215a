import { openLedger } from '../billing/ledger-store.ts';
import { type AuditTrail, openAudit } from '../platform/audit/audit-trail.ts';
import type { Step, StepInput } from '../platform/step.ts';
import { type Instance, Instances, NoInstance } from './instance-store.ts';
import { MachineQueues } from './machine-queue-store.ts';
import { type MachineStore, openMachines } from './machine-store.ts';
import { type Machine, stateBeganAt, workOf } from './machines.ts';
import { Meter } from './meter.ts';

export interface MachineParts {
  readonly machines: MachineStore;
  readonly instances: Instances;
  readonly queues: MachineQueues;
  readonly meter: Meter;
  readonly audit: AuditTrail;
}

export function openMachineParts(): MachineParts {
  const machines = openMachines();
  return {
    machines,
    instances: new Instances(),
    queues: new MachineQueues(),
    meter: new Meter(openLedger(), machines),
    audit: openAudit(),
  };
}

/** What goes when a machine stands still. */
export const restState = {
  holdId: undefined,
  settledTo: undefined,
  paidUntil: undefined,
  startedAt: undefined,
  readyAt: undefined,
  taskToken: undefined,
};

/** The machine, unless it was launched, stopped, started or ended again since this work began. */
export async function machineAt(
  { machines }: MachineParts,
  { userId, id }: Pick<StepInput, 'userId' | 'id'>,
): Promise<Machine | undefined> {
  const machine = await machines.find(userId);
  return machine !== undefined && workOf(machine) === id ? machine : undefined;
}

/** A step of work that is still wanted; what has been overtaken does nothing. */
export const currentStep =
  (parts: MachineParts, work: (machine: Machine, input: StepInput) => Promise<string>): Step =>
  async (input) => {
    const machine = await machineAt(parts, input);
    return { outcome: machine === undefined ? 'overtaken' : await work(machine, input) };
  };

/** The instance of a machine, as EC2 knows it. */
export const instanceOf = async (
  { instances }: MachineParts,
  { instanceId, machineId }: Machine,
): Promise<Instance | undefined> =>
  instanceId === undefined ? instances.find(machineId) : instances.read(instanceId);

/** From when on a start is paid: EC2's word, in whole seconds, and never before it was asked for. */
export const startOf = (machine: Machine, instance: Instance): number =>
  Math.floor(Math.max(instance.startedAt, stateBeganAt(machine)) / 1000) * 1000;

/** Until when it ran: EC2's word about this very stop; else now, or when it was last heard of where EC2 knows it no more. */
export function endOf({ startedAt, beatAt }: Machine, instance: Instance | undefined, now: number): number {
  const started = Date.parse(startedAt ?? '') || 0;
  if (instance === undefined) return Math.max(started, Date.parse(beatAt ?? '') || 0);
  return instance.stoppedAt !== undefined && instance.stoppedAt >= started ? instance.stoppedAt : now;
}

/** Keeps why there is no instance, for whoever gives up. */
export async function noteLackOf(
  { machines }: MachineParts,
  machine: Machine,
  error: unknown,
): Promise<never> {
  if (error instanceof NoInstance) await machines.note(machine, { failure: error.failure });
  throw error;
}
