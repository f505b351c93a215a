import * as z from 'zod/mini';
import { id } from '../ids.ts';
import { instant, microCredits } from '../pages.ts';
import { defineRoutes } from '../spec/route.ts';
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

export const machineRoutes = defineRoutes(
  { module: 'machines', capability: 'machines' },
  {
    readMachine: {
      at: 'GET /v1/machine',
      summary: 'Your machine',
      permission: 'machine:read',
      answer: z.strictObject({ machine: z.optional(answer) }),
    },
    launchMachine: {
      at: 'POST /v1/machine',
      summary: 'Launch a machine',
      permission: 'machine:run',
      status: 202,
      answer,
    },
    stopMachine: {
      at: 'POST /v1/machine/stop',
      summary: 'Stop the machine; its disk stays',
      permission: 'machine:end',
      status: 202,
      answer,
    },
    startMachine: {
      at: 'POST /v1/machine/start',
      summary: 'Start the stopped machine',
      permission: 'machine:run',
      status: 202,
      answer,
    },
    endMachine: {
      at: 'DELETE /v1/machine',
      summary: 'Terminate the machine and delete its disk',
      permission: 'machine:end',
      status: 202,
      answer,
    },
    reportReady: {
      api: 'machine',
      at: 'POST /machine/v1/ready',
      summary: 'The runner is up',
      permission: 'machine',
      body: z.strictObject({ runnerVersion: z.string().check(z.maxLength(40)) }),
    },
    beat: {
      api: 'machine',
      at: 'POST /machine/v1/beat',
      summary: 'The runner is alive; the answer says which runs to stop',
      permission: 'machine',
      body: z.strictObject({ running: z.array(id('run')).check(z.maxLength(10)) }),
      answer: z.strictObject({ stop: z.array(id('run')) }),
    },
  },
);
