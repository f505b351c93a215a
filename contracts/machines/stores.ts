import * as z from 'zod/mini';
import { id } from '../ids.ts';
import { instant } from '../pages.ts';
import { internal } from '../spec/marks.ts';
import { defineStore, defineTable } from '../spec/store.ts';

export const machineStates = [
  'launching',
  'ready',
  'stopping',
  'stopped',
  'starting',
  'ending',
  'failed',
] as const;
export type MachineState = (typeof machineStates)[number];

/** Why a machine is not there. */
export const machineFailures = [
  'out_of_credits',
  'no_capacity',
  'no_addresses',
  'quota_reached',
  'account_unverified',
  'never_reported',
  'instance_lost',
] as const;
export type MachineFailure = (typeof machineFailures)[number];

/** One machine an account. What is in it is nobody's business; here is what provisioning and billing need. */
export const machines = defineTable({
  name: 'machines',
  capability: 'machines',
  keys: { partition: 'userId' },
  indexes: { byInstance: { partition: 'instanceId', project: 'keys' } },
  stream: true,
  item: z.strictObject({
    userId: id('account'),
    machineId: id('machine'),
    customerId: internal(id('customer')),
    state: z.enum(machineStates),
    /** Rises with every launch, stop and start: a late report of an older one changes nothing. */
    generation: internal(z.int()),
    instanceId: z.optional(z.string()),
    instanceType: z.optional(z.string()),
    queueUrl: internal(z.optional(z.string())),
    /** Of the workflow that waits for the runner's report. */
    taskToken: internal(z.optional(z.string())),
    holdId: internal(z.optional(id('hold'))),
    paidUntil: z.optional(instant),
    /** When EC2 says that it last started. */
    startedAt: z.optional(instant),
    /** Up to where running seconds are settled. */
    settledTo: internal(z.optional(instant)),
    beatAt: z.optional(instant),
    readyAt: z.optional(instant),
    failure: z.optional(z.enum(machineFailures)),
    events: z.array(z.strictObject({ at: instant, what: z.string() })),
    createdAt: instant,
  }),
  privacy: {
    category: 'machine',
    subject: { by: 'user' },
    export: 'items',
    erase: 'delete',
    endedBy: 'end-machine',
  },
});

export const machineVolume = defineStore({
  kind: 'volume',
  name: 'machine-volume',
  capability: 'machines',
  privacy: {
    category: 'machine-disk',
    subject: { by: 'user' },
    export: { none: 'you reach it yourself while your machine runs; we do not read it' },
    erase: 'delete',
  },
});

/** One queue a machine; only that instance may read it. */
export const machineQueue = defineStore({
  kind: 'queue',
  name: 'machine-queue',
  capability: 'machines',
  privacy: {
    category: 'job-message',
    subject: { by: 'user' },
    export: { none: 'it holds ids of runs, which are exported with the runs' },
    erase: 'delete',
  },
});
