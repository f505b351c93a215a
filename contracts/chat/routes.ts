import * as z from 'zod/mini';
import { efforts } from '../../policy/models.ts';
import { id } from '../ids.ts';
import { microCredits, pageOf, pageQuery } from '../pages.ts';
import { defineRoutes } from '../spec/route.ts';
import {
  conversations,
  conversationModel as model,
  prompt,
  conversationTitle as title,
  turnFailures,
  turnStates,
  turns,
} from './stores.ts';

export const conversationView = z.omit(conversations.item, { userId: true });
/** A turn as it is stored, but for what the address of the question says already. */
export const turnView = z.omit(turns.item, { userId: true, turnKey: true, conversationId: true });

/** The events of an answer; `seq` of thinking and of a delta is its SSE id, from which a client re-attaches. */
export const turnEvent = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('start'),
    turnId: id('turn'),
    model,
    region: z.string(),
    retention: z.literal('none'),
  }),
  /** What the model thinks comes before the first `delta`, and is numbered with it. */
  z.strictObject({ type: z.literal('thinking'), seq: z.int(), text: z.string() }),
  z.strictObject({ type: z.literal('delta'), seq: z.int(), text: z.string() }),
  z.strictObject({
    type: z.literal('done'),
    state: z.enum(['answered', 'stopped', 'failed']),
    failure: z.optional(z.enum(turnFailures)),
    inputTokens: z.int(),
    outputTokens: z.int(),
    estimated: z.boolean(),
    cost: microCredits,
    available: z.optional(microCredits),
  }),
  z.strictObject({ type: z.literal('error'), code: z.string(), detail: z.string() }),
]);
export type TurnEvent = z.infer<typeof turnEvent>;

const conversationParams = z.strictObject({ conversationId: id('conversation') });
const turnParams = z.strictObject({ conversationId: id('conversation'), turnId: id('turn') });

export const chatRoutes = defineRoutes(
  { module: 'chat', capability: 'chat' },
  {
    listConversations: {
      at: 'GET /v1/conversations',
      summary: 'Conversations, newest first',
      permission: 'chat:read',
      query: pageQuery,
      answer: pageOf(conversationView),
    },
    createConversation: {
      at: 'POST /v1/conversations',
      summary: 'Begin a conversation',
      permission: 'chat:write',
      body: z.strictObject({ title: z.optional(title), model: z.optional(model) }),
      status: 201,
      answer: conversationView,
      idempotent: true,
      takesContent: true,
    },
    readConversation: {
      at: 'GET /v1/conversations/{conversationId}',
      summary: 'A conversation with its turns',
      permission: 'chat:read',
      params: conversationParams,
      answer: z.strictObject({ conversation: conversationView, turns: z.array(turnView) }),
    },
    changeConversation: {
      at: 'PATCH /v1/conversations/{conversationId}',
      summary: 'Rename a conversation or choose another model for it',
      permission: 'chat:write',
      params: conversationParams,
      body: z.strictObject({ title: z.optional(title), model: z.optional(model) }),
      answer: conversationView,
      takesContent: true,
    },
    deleteConversation: {
      at: 'DELETE /v1/conversations/{conversationId}',
      summary: 'Delete a conversation with all its turns',
      permission: 'chat:delete',
      params: conversationParams,
    },
    takeTurn: {
      at: 'POST /v1/conversations/{conversationId}/turns',
      summary: 'Ask; the answer arrives as events',
      permission: 'chat:write',
      params: conversationParams,
      body: z.strictObject({
        prompt,
        model: z.optional(model),
        parentId: z.optional(id('turn')),
        /** How hard the model is to think first; without it, as little as it can. */
        effort: z.optional(z.enum(efforts)),
      }),
      answer: turnEvent,
      stream: true,
      idempotent: true,
      takesContent: true,
    },
    followTurn: {
      at: 'GET /v1/conversations/{conversationId}/turns/{turnId}/events',
      summary: 'Attach again to an answer, after a sequence number',
      permission: 'chat:read',
      params: turnParams,
      query: z.strictObject({ after: z._default(z.coerce.number().check(z.int(), z.gte(-1)), -1) }),
      answer: turnEvent,
      stream: true,
    },
    stopTurn: {
      at: 'POST /v1/conversations/{conversationId}/turns/{turnId}/stop',
      summary: 'Stop an answer; ends the model call and the charging',
      permission: 'chat:delete',
      params: turnParams,
      status: 202,
      answer: z.strictObject({ state: z.enum(turnStates) }),
    },
  },
);
