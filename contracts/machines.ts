import * as z from 'zod';
import { modelIds } from '../policy/models.ts';
import { id } from './ids.ts';
import { instant, microCredits } from './pages.ts';
import { internal } from './spec/marks.ts';
import { defineRoute } from './spec/route.ts';
import { defineStore, defineTable } from './spec/store.ts';

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
    generation: internal(z.number().int()),
    instanceId: z.string().optional(),
    instanceType: z.string().optional(),
    queueUrl: internal(z.string().optional()),
    /** Of the workflow that waits for the runner's report. */
    taskToken: internal(z.string().optional()),
    holdId: internal(id('hold').optional()),
    paidUntil: instant.optional(),
    /** When EC2 says that it last started. */
    startedAt: instant.optional(),
    /** Up to where running seconds are settled. */
    settledTo: internal(instant.optional()),
    beatAt: instant.optional(),
    readyAt: instant.optional(),
    failure: z.string().optional(),
    events: z.array(z.strictObject({ at: instant, what: z.string() })),
    createdAt: instant,
  }),
  privacy: { category: 'machine', subject: { by: 'user' }, export: 'items', erase: 'delete' },
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

export const machineView = z.strictObject({
  machineId: id('machine'),
  state: z.enum(machineStates),
  instanceType: z.string().optional(),
  startedAt: instant.optional(),
  readyAt: instant.optional(),
  paidUntil: instant.optional(),
  /** Since it last started. */
  costSoFar: microCredits,
  perHour: microCredits,
  /** When credits end, at this rate. */
  lastsUntil: instant.optional(),
  failure: z.string().optional(),
  events: z.array(z.strictObject({ at: instant, what: z.string() })),
  createdAt: instant,
});
const answer = machineView;
const capability = 'machines' as const;
const tag = 'Machine';

/**
 * What a model can be asked with: kinds that come to no more tokens than their length says, since that is what is paid in
 * advance. An image or a document costs by what it shows, and what is before a cache point is kept and counted apart.
 */
const askedText = z.strictObject({ text: z.string() });
const askedBlock = z.union([
  askedText,
  z.strictObject({ toolUse: z.looseObject({}) }),
  z.strictObject({
    toolResult: z.looseObject({
      content: z.array(z.union([askedText, z.strictObject({ json: z.unknown() })])),
    }),
  }),
]);
const askedTools = z.looseObject({ tools: z.array(z.strictObject({ toolSpec: z.looseObject({}) })) });

export const machineRoutes = {
  readMachine: defineRoute({
    id: 'readMachine',
    method: 'GET',
    path: '/v1/vm',
    summary: 'Your machine',
    tag,
    capability,
    permission: 'machine:read',
    status: 200,
    answer: z.strictObject({ machine: answer.optional() }),
  }),
  launchMachine: defineRoute({
    id: 'launchMachine',
    method: 'POST',
    path: '/v1/vm',
    summary: 'Launch a machine',
    tag,
    capability,
    permission: 'machine:run',
    status: 202,
    answer,
  }),
  stopMachine: defineRoute({
    id: 'stopMachine',
    method: 'POST',
    path: '/v1/vm/stop',
    summary: 'Stop the machine; its disk stays',
    tag,
    capability,
    permission: 'machine:end',
    status: 202,
    answer,
  }),
  startMachine: defineRoute({
    id: 'startMachine',
    method: 'POST',
    path: '/v1/vm/start',
    summary: 'Start the stopped machine',
    tag,
    capability,
    permission: 'machine:run',
    status: 202,
    answer,
  }),
  endMachine: defineRoute({
    id: 'endMachine',
    method: 'DELETE',
    path: '/v1/vm',
    summary: 'Terminate the machine and delete its disk',
    tag,
    capability,
    permission: 'machine:end',
    status: 202,
    answer,
  }),
  reportReady: defineRoute({
    id: 'reportReady',
    method: 'POST',
    path: '/vm/v1/ready',
    summary: 'The runner is up',
    tag,
    capability,
    permission: 'machine',
    body: z.strictObject({ runnerVersion: z.string().max(40) }),
    status: 204,
  }),
  beat: defineRoute({
    id: 'beat',
    method: 'POST',
    path: '/vm/v1/beat',
    summary: 'The runner is alive; the answer says which runs to stop',
    tag,
    capability,
    permission: 'machine',
    body: z.strictObject({ running: z.array(id('run')).max(10) }),
    status: 200,
    answer: z.strictObject({ stop: z.array(id('run')) }),
  }),
  converse: defineRoute({
    id: 'converse',
    method: 'POST',
    path: '/vm/v1/runs/{runId}/converse',
    summary: 'One model call of a run, Converse-shaped, streamed',
    tag,
    capability,
    permission: 'machine',
    params: z.strictObject({ runId: id('run') }),
    body: z.strictObject({
      model: z.enum(modelIds),
      // Inside of a block Bedrock's own shapes pass through: Bedrock validates them.
      system: z.array(askedText).max(10).optional(),
      messages: z
        .array(z.looseObject({ role: z.enum(['user', 'assistant']), content: z.array(askedBlock) }))
        .min(1)
        .max(400),
      toolConfig: askedTools.optional(),
      maxTokens: z.number().int().min(1).max(8192).default(4096),
    }),
    status: 200,
    /** A `ConverseStream` event as Bedrock names it, or the end with what was charged. */
    answer: z.looseObject({}),
    stream: true,
    takesContent: true,
  }),
} as const;
