import * as z from 'zod/mini';
import { modelIds } from '../../policy/models.ts';
import { id } from '../ids.ts';
import { expiry, instant, microCredits } from '../pages.ts';
import { noLargerThan } from '../size.ts';
import { internal, sealed } from '../spec/marks.ts';
import { defineTable } from '../spec/store.ts';

export const runStates = ['queued', 'running', 'stopping', 'succeeded', 'failed', 'stopped'] as const;
export type RunState = (typeof runStates)[number];
/** Why the platform ended a run. */
export const runFailures = ['no_machine', 'machine_lost', 'took_too_long'] as const;
export type RunFailure = (typeof runFailures)[number];
export const MAX_RUN_PROMPT_CHARS = 32_000;
/** A batch a second and some for what is long; nobody pays for more, and whoever has a machine can send what they like. */
export const LAST_LOG_BATCH = 9_999;
/** A run that has not ended by then has failed. */
export const RUN_SECONDS = 60 * 60;

export const runModel = z.enum(modelIds);
/** What the agent says at the end; its item holds the prompt too, of up to 192 KB. */
export const runOutput = z.string().check(z.maxLength(200_000), noLargerThan(200_000));
export const logLine = z.strictObject({
  at: instant,
  stream: z.enum(['agent', 'tool', 'output', 'system']),
  text: z.string().check(z.maxLength(16_384)),
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
    prompt: sealed(z.string().check(z.minLength(1), z.maxLength(MAX_RUN_PROMPT_CHARS))),
    output: z.optional(sealed(runOutput)),
    state: z.enum(runStates),
    /** A `RunFailure`, or the runner's own word: another version of it may have other words. */
    failure: z.optional(z.string()),
    model: runModel,
    machineId: z.optional(id('machine')),
    /** Of the workflow that waits for the result. */
    taskToken: internal(z.optional(z.string())),
    cost: microCredits,
    logDays: z.int(),
    createdAt: instant,
    startedAt: z.optional(instant),
    endedAt: z.optional(instant),
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
