import * as z from 'zod';
import { modelIds } from '../policy/models.ts';
import { id } from './ids.ts';
import { expiry, instant, microCredits, pageOf, pageQuery } from './pages.ts';
import { sealed } from './spec/marks.ts';
import { defineRoute } from './spec/route.ts';
import { defineTable } from './spec/store.ts';

export const MAX_PROMPT_CHARS = 100_000;
/** A chunk row is written every two seconds and lives an hour, so that another process can re-attach. */
export const CHUNK_SECONDS = 2;
export const CHUNK_LIFE_SECONDS = 60 * 60;

const title = z.string().trim().min(1).max(120);
const model = z.enum(modelIds);

export const conversations = defineTable({
  name: 'conversations',
  capability: 'chat',
  keys: { partition: 'userId', sort: 'conversationId' },
  sealedWith: 'content',
  item: z.strictObject({
    userId: id('account'),
    conversationId: id('conversation'),
    title: sealed(title),
    model,
    createdAt: instant,
    updatedAt: instant,
  }),
  privacy: { category: 'conversation', subject: { by: 'user' }, export: 'items', erase: 'delete' },
});

/** How a turn stands. `stopping`: the person asked; the producing function sees it within a second. */
export const turnStates = ['answering', 'stopping', 'answered', 'stopped', 'failed'] as const;
export type TurnState = (typeof turnStates)[number];

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
    parentId: id('turn').optional(),
    prompt: sealed(z.string().min(1).max(MAX_PROMPT_CHARS)),
    answer: sealed(z.string()).optional(),
    state: z.enum(turnStates),
    failure: z.string().optional(),
    model,
    region: z.string(),
    retention: z.literal('none'),
    inputTokens: z.number().int().optional(),
    outputTokens: z.number().int().optional(),
    /** Counted by us, because the model's own count never came: the person stopped it. */
    estimated: z.boolean().optional(),
    cost: microCredits.optional(),
    createdAt: instant,
    endedAt: instant.optional(),
  }),
  privacy: { category: 'conversation', subject: { by: 'user' }, export: 'items', erase: 'delete' },
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
    first: z.number().int(),
    deltas: sealed(z.array(z.string())),
    expiresAt: expiry,
  }),
  privacy: { category: 'answer-chunk', subject: { by: 'user' }, export: 'items', erase: 'delete' },
});

export const conversationView = z.strictObject({
  conversationId: id('conversation'),
  title,
  model,
  createdAt: instant,
  updatedAt: instant,
});
export const turnView = z.strictObject({
  turnId: id('turn'),
  parentId: id('turn').optional(),
  prompt: z.string(),
  answer: z.string().optional(),
  state: z.enum(turnStates),
  failure: z.string().optional(),
  model,
  region: z.string(),
  retention: z.literal('none'),
  inputTokens: z.number().int().optional(),
  outputTokens: z.number().int().optional(),
  estimated: z.boolean().optional(),
  cost: microCredits.optional(),
  createdAt: instant,
  endedAt: instant.optional(),
});

/** The events of an answer; `seq` of a delta is its SSE id, from which a client re-attaches. */
export const turnEvent = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('start'),
    turnId: id('turn'),
    model,
    region: z.string(),
    retention: z.literal('none'),
  }),
  z.strictObject({ type: z.literal('delta'), seq: z.number().int(), text: z.string() }),
  z.strictObject({
    type: z.literal('done'),
    state: z.enum(['answered', 'stopped', 'failed']),
    failure: z.string().optional(),
    inputTokens: z.number().int(),
    outputTokens: z.number().int(),
    estimated: z.boolean(),
    cost: microCredits,
    available: microCredits.optional(),
  }),
  z.strictObject({ type: z.literal('error'), code: z.string(), detail: z.string() }),
]);
export type TurnEvent = z.infer<typeof turnEvent>;

const capability = 'chat' as const;
const tag = 'Chat';
const conversationParams = z.strictObject({ conversationId: id('conversation') });
const turnParams = z.strictObject({ conversationId: id('conversation'), turnId: id('turn') });

export const chatRoutes = {
  listModels: defineRoute({
    id: 'listModels',
    method: 'GET',
    path: '/v1/catalogue',
    summary: 'Models on offer, their prices, Region and retention mode',
    tag,
    capability,
    permission: 'public',
    status: 200,
    answer: z.strictObject({
      items: z.array(
        z.strictObject({
          id: model,
          label: z.string(),
          maker: z.string(),
          region: z.string(),
          retention: z.literal('none'),
          trainsOnInput: z.literal(false),
          inputPerMillion: microCredits,
          outputPerMillion: microCredits,
          priceFrom: z.string(),
        }),
      ),
    }),
  }),
  listConversations: defineRoute({
    id: 'listConversations',
    method: 'GET',
    path: '/v1/conversations',
    summary: 'Conversations, newest first',
    tag,
    capability,
    permission: 'chat:read',
    query: pageQuery,
    status: 200,
    answer: pageOf(conversationView),
  }),
  createConversation: defineRoute({
    id: 'createConversation',
    method: 'POST',
    path: '/v1/conversations',
    summary: 'Begin a conversation',
    tag,
    capability,
    permission: 'chat:write',
    body: z.strictObject({ title: title.optional(), model: model.optional() }),
    status: 201,
    answer: conversationView,
    idempotent: true,
    takesContent: true,
  }),
  readConversation: defineRoute({
    id: 'readConversation',
    method: 'GET',
    path: '/v1/conversations/{conversationId}',
    summary: 'A conversation with its turns',
    tag,
    capability,
    permission: 'chat:read',
    params: conversationParams,
    status: 200,
    answer: z.strictObject({ conversation: conversationView, turns: z.array(turnView) }),
  }),
  changeConversation: defineRoute({
    id: 'changeConversation',
    method: 'PATCH',
    path: '/v1/conversations/{conversationId}',
    summary: 'Rename a conversation or choose another model for it',
    tag,
    capability,
    permission: 'chat:write',
    params: conversationParams,
    body: z.strictObject({ title: title.optional(), model: model.optional() }),
    status: 200,
    answer: conversationView,
    takesContent: true,
  }),
  deleteConversation: defineRoute({
    id: 'deleteConversation',
    method: 'DELETE',
    path: '/v1/conversations/{conversationId}',
    summary: 'Delete a conversation with all its turns',
    tag,
    capability,
    permission: 'chat:delete',
    params: conversationParams,
    status: 204,
  }),
  takeTurn: defineRoute({
    id: 'takeTurn',
    method: 'POST',
    path: '/v1/conversations/{conversationId}/turns',
    summary: 'Ask; the answer arrives as events',
    tag,
    capability,
    permission: 'chat:write',
    params: conversationParams,
    body: z.strictObject({
      prompt: z.string().trim().min(1).max(MAX_PROMPT_CHARS),
      model: model.optional(),
      parentId: id('turn').optional(),
    }),
    status: 200,
    answer: turnEvent,
    stream: true,
    idempotent: true,
    takesContent: true,
  }),
  followTurn: defineRoute({
    id: 'followTurn',
    method: 'GET',
    path: '/v1/conversations/{conversationId}/turns/{turnId}/events',
    summary: 'Attach again to an answer, after a sequence number',
    tag,
    capability,
    permission: 'chat:read',
    params: turnParams,
    query: z.strictObject({ after: z.coerce.number().int().min(-1).default(-1) }),
    status: 200,
    answer: turnEvent,
    stream: true,
  }),
  stopTurn: defineRoute({
    id: 'stopTurn',
    method: 'POST',
    path: '/v1/conversations/{conversationId}/turns/{turnId}/stop',
    summary: 'Stop an answer; ends the model call and the charging',
    tag,
    capability,
    permission: 'chat:delete',
    params: turnParams,
    status: 202,
    answer: z.strictObject({ state: z.enum(turnStates) }),
  }),
} as const;
