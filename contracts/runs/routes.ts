import * as z from 'zod/mini';
import { modelIds } from '../../policy/models.ts';
import { id } from '../ids.ts';
import { instant, microCredits, pageOf, pageQuery } from '../pages.ts';
import { noLargerThan } from '../size.ts';
import { defineRoutes } from '../spec/route.ts';
import {
  LAST_LOG_BATCH,
  logLine,
  MAX_RUN_PROMPT_CHARS,
  runModel as model,
  runOutput as output,
  runStates,
} from './stores.ts';

export const runView = z.strictObject({
  runId: id('run'),
  prompt: z.string(),
  output: z.optional(z.string()),
  state: z.enum(runStates),
  failure: z.optional(z.string()),
  model,
  cost: microCredits,
  /** When its log goes. */
  logExpiresAt: instant,
  createdAt: instant,
  startedAt: z.optional(instant),
  endedAt: z.optional(instant),
});

const params = z.strictObject({ runId: id('run') });

/**
 * What a model can be asked with: kinds that come to no more tokens than their length says, since that is what is paid in
 * advance. An image or a document costs by what it shows, and what is before a cache point is kept and counted apart.
 */
const askedText = z.strictObject({ text: z.string() });
/** A thought goes back as it came, byte for byte: its maker signed it. */
const askedThought = z.strictObject({
  reasoningContent: z.union([
    z.strictObject({
      reasoningText: z.strictObject({ text: z.string(), signature: z.optional(z.string()) }),
    }),
    /** Bytes in Base64. */
    z.strictObject({ redactedContent: z.string() }),
  ]),
});
const askedBlock = z.union([
  askedText,
  askedThought,
  z.strictObject({ toolUse: z.looseObject({}) }),
  z.strictObject({
    toolResult: z.looseObject({
      content: z.array(z.union([askedText, z.strictObject({ json: z.unknown() })])),
    }),
  }),
]);
const askedTools = z.looseObject({
  tools: z.array(z.strictObject({ toolSpec: z.looseObject({}) })),
  toolChoice: z.optional(z.looseObject({})),
});

export const runRoutes = defineRoutes(
  { module: 'runs', capability: 'runs' },
  {
    listRuns: {
      at: 'GET /v1/runs',
      summary: 'Runs, newest first',
      permission: 'runs:read',
      query: pageQuery,
      answer: pageOf(z.omit(runView, { output: true })),
    },
    startRun: {
      at: 'POST /v1/runs',
      summary: 'Give the built-in agent in your machine something to do',
      permission: 'runs:write',
      body: z.strictObject({
        prompt: z.string().check(z.trim(), z.minLength(1), z.maxLength(MAX_RUN_PROMPT_CHARS)),
        model: z.optional(model),
      }),
      status: 202,
      answer: runView,
      idempotent: true,
      takesContent: true,
    },
    readRun: {
      at: 'GET /v1/runs/{runId}',
      summary: 'A run with its result',
      permission: 'runs:read',
      params,
      answer: runView,
    },
    stopRun: {
      at: 'POST /v1/runs/{runId}/stop',
      summary: 'Stop a run',
      permission: 'runs:delete',
      params,
      status: 202,
      answer: runView,
    },
    deleteRun: {
      at: 'DELETE /v1/runs/{runId}',
      summary: 'Delete an ended run with its log',
      permission: 'runs:delete',
      params,
    },
    followRunLog: {
      at: 'GET /v1/runs/{runId}/log',
      summary: "Follow a run's log from a batch on",
      permission: 'runs:read',
      params,
      query: z.strictObject({
        after: z._default(z.coerce.number().check(z.int(), z.gte(-1), z.lte(LAST_LOG_BATCH)), -1),
      }),
      answer: z.discriminatedUnion('type', [
        z.strictObject({ type: z.literal('lines'), seq: z.int(), lines: z.array(logLine) }),
        z.strictObject({ type: z.literal('done'), state: z.enum(runStates) }),
      ]),
      stream: true,
    },
    takeRun: {
      api: 'machine',
      at: 'GET /machine/v1/runs/{runId}',
      summary: 'What to do: the prompt of a run handed to this machine',
      permission: 'machine',
      params,
      answer: z.strictObject({ runId: id('run'), state: z.enum(runStates), prompt: z.string(), model }),
    },
    appendRunLog: {
      api: 'machine',
      at: 'POST /machine/v1/runs/{runId}/log',
      summary: 'A batch of log lines; the same sequence number twice is one batch',
      permission: 'machine',
      params,
      body: z.strictObject({
        seq: z.int().check(z.gte(0), z.lte(LAST_LOG_BATCH)),
        lines: z.array(logLine).check(z.minLength(1), z.maxLength(500), noLargerThan(300_000)),
      }),
      answer: z.strictObject({ stop: z.boolean() }),
      takesContent: true,
    },
    endRun: {
      api: 'machine',
      at: 'POST /machine/v1/runs/{runId}/result',
      summary: 'How a run ended',
      permission: 'machine',
      params,
      body: z.strictObject({
        state: z.enum(['succeeded', 'failed', 'stopped']),
        output: z.optional(output),
        failure: z.optional(z.string().check(z.maxLength(60))),
      }),
      takesContent: true,
    },
    converse: {
      api: 'machine',
      at: 'POST /machine/v1/runs/{runId}/converse',
      summary: 'One model call of a run, Converse-shaped, streamed',
      permission: 'machine',
      params: z.strictObject({ runId: id('run') }),
      body: z.strictObject({
        model: z.enum(modelIds),
        // Inside of a block Bedrock's own shapes pass through: Bedrock validates them.
        system: z.optional(z.array(askedText).check(z.maxLength(10))),
        messages: z
          .array(z.looseObject({ role: z.enum(['user', 'assistant']), content: z.array(askedBlock) }))
          .check(z.minLength(1), z.maxLength(400)),
        toolConfig: z.optional(askedTools),
        maxTokens: z._default(z.int().check(z.gte(1), z.lte(8192)), 4096),
      }),
      /** A `ConverseStream` event as Bedrock names it, or the end with what was charged. */
      answer: z.looseObject({}),
      stream: true,
      takesContent: true,
    },
  },
);
