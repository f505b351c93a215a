import * as z from 'zod';
import { modelIds } from '../policy/models.ts';
import { id } from './ids.ts';
import { expiry, instant, microCredits, pageOf, pageQuery } from './pages.ts';
import { noLargerThan } from './size.ts';
import { internal, sealed } from './spec/marks.ts';
import { defineRoute } from './spec/route.ts';
import { defineTable } from './spec/store.ts';

export const runStates = ['queued', 'running', 'stopping', 'succeeded', 'failed', 'stopped'] as const;
export type RunState = (typeof runStates)[number];
export const MAX_RUN_PROMPT_CHARS = 32_000;
/** A batch a second and some for what is long; nobody pays for more, and whoever has a machine can send what they like. */
export const LAST_LOG_BATCH = 9_999;
/** A run that has not ended by then has failed. */
export const RUN_SECONDS = 60 * 60;

const model = z.enum(modelIds);
/** What the agent says at the end; its item holds the prompt too, of up to 192 KB. */
const output = z.string().max(200_000).check(noLargerThan(200_000));
export const logLine = z.strictObject({
  at: instant,
  stream: z.enum(['agent', 'tool', 'output', 'system']),
  text: z.string().max(16_384),
});

export const runs = defineTable({
  name: 'runs',
  capability: 'runs',
  keys: { partition: 'userId', sort: 'runId' },
  stream: true,
  sealedWith: 'content',
  item: z.strictObject({
    userId: id('account'),
    runId: id('run'),
    customerId: internal(id('customer')),
    prompt: sealed(z.string().min(1).max(MAX_RUN_PROMPT_CHARS)),
    output: sealed(output).optional(),
    state: z.enum(runStates),
    failure: z.string().optional(),
    model,
    machineId: id('machine').optional(),
    /** Of the workflow that waits for the result. */
    taskToken: internal(z.string().optional()),
    cost: microCredits,
    logDays: z.number().int(),
    createdAt: instant,
    startedAt: instant.optional(),
    endedAt: instant.optional(),
  }),
  privacy: { category: 'run', subject: { by: 'user' }, export: 'items', erase: 'delete' },
});

/** A batch of log lines; expires by the account's plan (C88). */
export const runLogs = defineTable({
  name: 'run-logs',
  capability: 'runs',
  keys: { partition: 'userId', sort: 'logKey' },
  ttl: 'expiresAt',
  restoreDays: 1,
  sealedWith: 'content',
  item: z.strictObject({
    userId: id('account'),
    /** `<runId>#<sequence number of the batch, padded>`. */
    logKey: z.string(),
    lines: sealed(z.array(logLine)),
    expiresAt: expiry,
  }),
  privacy: { category: 'run-log', subject: { by: 'user' }, export: 'items', erase: 'delete' },
});

export const runView = z.strictObject({
  runId: id('run'),
  prompt: z.string(),
  output: z.string().optional(),
  state: z.enum(runStates),
  failure: z.string().optional(),
  model,
  cost: microCredits,
  /** When its log goes. */
  logExpiresAt: instant,
  createdAt: instant,
  startedAt: instant.optional(),
  endedAt: instant.optional(),
});

const capability = 'runs' as const;
const tag = 'Runs';
const params = z.strictObject({ runId: id('run') });

export const runRoutes = {
  listRuns: defineRoute({
    id: 'listRuns',
    method: 'GET',
    path: '/v1/runs',
    summary: 'Runs, newest first',
    tag,
    capability,
    permission: 'runs:read',
    query: pageQuery,
    status: 200,
    answer: pageOf(runView.omit({ output: true })),
  }),
  startRun: defineRoute({
    id: 'startRun',
    method: 'POST',
    path: '/v1/runs',
    summary: 'Give the built-in agent in your machine something to do',
    tag,
    capability,
    permission: 'runs:write',
    body: z.strictObject({
      prompt: z.string().trim().min(1).max(MAX_RUN_PROMPT_CHARS),
      model: model.optional(),
    }),
    status: 202,
    answer: runView,
    idempotent: true,
    takesContent: true,
  }),
  readRun: defineRoute({
    id: 'readRun',
    method: 'GET',
    path: '/v1/runs/{runId}',
    summary: 'A run with its result',
    tag,
    capability,
    permission: 'runs:read',
    params,
    status: 200,
    answer: runView,
  }),
  stopRun: defineRoute({
    id: 'stopRun',
    method: 'POST',
    path: '/v1/runs/{runId}/stop',
    summary: 'Stop a run',
    tag,
    capability,
    permission: 'runs:delete',
    params,
    status: 202,
    answer: runView,
  }),
  deleteRun: defineRoute({
    id: 'deleteRun',
    method: 'DELETE',
    path: '/v1/runs/{runId}',
    summary: 'Delete an ended run with its log',
    tag,
    capability,
    permission: 'runs:delete',
    params,
    status: 204,
  }),
  followRunLog: defineRoute({
    id: 'followRunLog',
    method: 'GET',
    path: '/v1/runs/{runId}/log',
    summary: "Follow a run's log from a batch on",
    tag,
    capability,
    permission: 'runs:read',
    params,
    query: z.strictObject({ after: z.coerce.number().int().min(-1).max(LAST_LOG_BATCH).default(-1) }),
    status: 200,
    answer: z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('lines'), seq: z.number().int(), lines: z.array(logLine) }),
      z.strictObject({ type: z.literal('done'), state: z.enum(runStates) }),
    ]),
    stream: true,
  }),
  takeRun: defineRoute({
    id: 'takeRun',
    method: 'GET',
    path: '/vm/v1/runs/{runId}',
    summary: 'What to do: the prompt of a run handed to this machine',
    tag,
    capability,
    permission: 'machine',
    params,
    status: 200,
    answer: z.strictObject({ runId: id('run'), state: z.enum(runStates), prompt: z.string(), model }),
  }),
  appendRunLog: defineRoute({
    id: 'appendRunLog',
    method: 'POST',
    path: '/vm/v1/runs/{runId}/log',
    summary: 'A batch of log lines; the same sequence number twice is one batch',
    tag,
    capability,
    permission: 'machine',
    params,
    body: z.strictObject({
      seq: z.number().int().min(0).max(LAST_LOG_BATCH),
      lines: z.array(logLine).min(1).max(500).check(noLargerThan(300_000)),
    }),
    status: 200,
    answer: z.strictObject({ stop: z.boolean() }),
    takesContent: true,
  }),
  endRun: defineRoute({
    id: 'endRun',
    method: 'POST',
    path: '/vm/v1/runs/{runId}/result',
    summary: 'How a run ended',
    tag,
    capability,
    permission: 'machine',
    params,
    body: z.strictObject({
      state: z.enum(['succeeded', 'failed', 'stopped']),
      output: output.optional(),
      failure: z.string().max(60).optional(),
    }),
    status: 204,
    takesContent: true,
  }),
} as const;
