import * as z from 'zod/mini';
import { id } from '../ids.ts';
import { instant, microCredits } from '../pages.ts';
import { defineRoute } from '../spec/route.ts';
import { machineFailures, machineStates } from './stores.ts';

export const machineView = z.strictObject({
  machineId: id('machine'),
  state: z.enum(machineStates),
  instanceType: z.optional(z.string()),
  startedAt: z.optional(instant),
  readyAt: z.optional(instant),
  paidUntil: z.optional(instant),
  /** Since it last started. */
  costSoFar: microCredits,
  perHour: microCredits,
  /** When credits end, at this rate. */
  lastsUntil: z.optional(instant),
  failure: z.optional(z.enum(machineFailures)),
  events: z.array(z.strictObject({ at: instant, what: z.string() })),
  createdAt: instant,
});
const answer = machineView;
const capability = 'machines' as const;
const module = 'machines';

export const machineRoutes = {
  readMachine: defineRoute({
    id: 'readMachine',
    method: 'GET',
    path: '/v1/machine',
    summary: 'Your machine',
    module,
    capability,
    permission: 'machine:read',
    status: 200,
    answer: z.strictObject({ machine: z.optional(answer) }),
  }),
  launchMachine: defineRoute({
    id: 'launchMachine',
    method: 'POST',
    path: '/v1/machine',
    summary: 'Launch a machine',
    module,
    capability,
    permission: 'machine:run',
    status: 202,
    answer,
  }),
  stopMachine: defineRoute({
    id: 'stopMachine',
    method: 'POST',
    path: '/v1/machine/stop',
    summary: 'Stop the machine; its disk stays',
    module,
    capability,
    permission: 'machine:end',
    status: 202,
    answer,
  }),
  startMachine: defineRoute({
    id: 'startMachine',
    method: 'POST',
    path: '/v1/machine/start',
    summary: 'Start the stopped machine',
    module,
    capability,
    permission: 'machine:run',
    status: 202,
    answer,
  }),
  endMachine: defineRoute({
    id: 'endMachine',
    method: 'DELETE',
    path: '/v1/machine',
    summary: 'Terminate the machine and delete its disk',
    module,
    capability,
    permission: 'machine:end',
    status: 202,
    answer,
  }),
  reportReady: defineRoute({
    id: 'reportReady',
    method: 'POST',
    api: 'machine',
    path: '/machine/v1/ready',
    summary: 'The runner is up',
    module,
    capability,
    permission: 'machine',
    body: z.strictObject({ runnerVersion: z.string().check(z.maxLength(40)) }),
    status: 204,
  }),
  beat: defineRoute({
    id: 'beat',
    method: 'POST',
    api: 'machine',
    path: '/machine/v1/beat',
    summary: 'The runner is alive; the answer says which runs to stop',
    module,
    capability,
    permission: 'machine',
    body: z.strictObject({ running: z.array(id('run')).check(z.maxLength(10)) }),
    status: 200,
    answer: z.strictObject({ stop: z.array(id('run')) }),
  }),
} as const;
