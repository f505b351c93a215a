import * as z from 'zod/mini';
import { modelIds } from '../../policy/models.ts';
import { id } from '../ids.ts';
import { modelCallFailures } from '../models/failures.ts';
import { expiry, instant, microCredits } from '../pages.ts';
import { noLargerThan } from '../size.ts';
import { sealed } from '../spec/marks.ts';
import { defineTable } from '../spec/store.ts';

const MAX_PROMPT_CHARS = 100_000;
/** Its item holds the answer too. Any script fits; a text of control characters may not. */
const MAX_PROMPT_BYTES = 310_000;

export const prompt = z
  .string()
  .check(z.trim(), z.minLength(1), z.maxLength(MAX_PROMPT_CHARS), noLargerThan(MAX_PROMPT_BYTES));
/** A chunk row is written every two seconds and lives an hour, so that another process can re-attach. */
export const CHUNK_SECONDS = 2;
export const CHUNK_LIFE_SECONDS = 60 * 60;

/** Of what a model thought, so much is kept, in bytes: with the longest prompt and answer in one item of 400 KB. */
export const MAX_THINKING_BYTES = 24_000;

export const conversationTitle = z.string().check(z.trim(), z.minLength(1), z.maxLength(120));
export const conversationModel = z.enum(modelIds);

export const conversations = defineTable({
  name: 'conversations',
  capability: 'chat',
  keys: { partition: 'userId', sort: 'conversationId' },
  sealedWith: 'content',
  item: z.strictObject({
    userId: id('account'),
    conversationId: id('conversation'),
    title: sealed(conversationTitle),
    model: conversationModel,
    createdAt: instant,
    updatedAt: instant,
  }),
  privacy: { category: 'conversation', subject: { by: 'user' }, export: 'items', erase: 'delete' },
});

/** How a turn stands. `stopping`: the person asked; the producing function sees it within a second. */
export const turnStates = ['answering', 'stopping', 'answered', 'stopped', 'failed'] as const;
export type TurnState = (typeof turnStates)[number];

/** Why an answer ended early. `interrupted`: the function that answered died. `no_answer`: thinking took all the room. */
export const turnFailures = [...modelCallFailures, 'interrupted', 'no_answer'] as const;

export const turns = defineTable({
  name: 'turns',
  capability: 'chat',
  keys: { partition: 'userId', sort: 'turnKey' },
  sealedWith: 'content',
  item: z.strictObject({
    userId: id('account'),
    /** `<conversationId>#<turnId>`: one query reads a conversation in order. */
    turnKey: z.string(),
    conversationId: id('conversation'),
    turnId: id('turn'),
    /** The turn that this one follows; conversations are a tree. */
    parentId: z.optional(id('turn')),
    prompt: sealed(prompt),
    /** What the model thought before it answered; no part of the answer, and never sent to a model again. */
    thinking: z.optional(sealed(z.string())),
    answer: z.optional(sealed(z.string())),
    state: z.enum(turnStates),
    failure: z.optional(z.enum(turnFailures)),
    model: conversationModel,
    region: z.string(),
    retention: z.literal('none'),
    inputTokens: z.optional(z.int()),
    outputTokens: z.optional(z.int()),
    /** Counted by us, because the model's own count never came: the person stopped it. */
    estimated: z.optional(z.boolean()),
    cost: z.optional(microCredits),
    createdAt: instant,
    endedAt: z.optional(instant),
  }),
  privacy: {
    category: 'conversation',
    label: 'Questions and answers',
    subject: { by: 'user' },
    export: 'items',
    erase: 'delete',
  },
});

/** Pieces of an answer under way, in order. */
export const answerChunks = defineTable({
  name: 'answer-chunks',
  capability: 'chat',
  keys: { partition: 'userId', sort: 'chunkKey' },
  ttl: 'expiresAt',
  restoreDays: 0,
  sealedWith: 'content',
  item: z.strictObject({
    userId: id('account'),
    /** `<turnId>#<first sequence number, padded>`. */
    chunkKey: z.string(),
    first: z.int(),
    deltas: sealed(z.array(z.string())),
    /** How many of them, the first, are thinking. */
    thoughts: z.optional(z.int()),
    expiresAt: expiry,
  }),
  privacy: { category: 'answer-chunk', subject: { by: 'user' }, export: 'items', erase: 'delete' },
});
