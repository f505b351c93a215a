import type { chatRoutes } from '../../contracts/chat/routes.ts';
import type { ModelId } from '../../policy/models.ts';
import { offeredModel, usualModel } from '../models/offer.ts';
import { type Call, idFor } from '../platform/http/call.ts';
import { Problem } from '../platform/http/problem.ts';
import type { DataKeys } from '../platform/keys/data-keys.ts';
import type { ConversationStore } from './conversation-store.ts';
import { newConversation, viewOf } from './conversations.ts';
import type { TurnStore } from './turn-store.ts';

export interface ConversationDesk {
  readonly conversations: ConversationStore;
  readonly keys: DataKeys;
  /** The models on offer. */
  readonly offered: readonly ModelId[];
}

export async function listConversations(
  { conversations, keys }: ConversationDesk,
  { actor, query }: Call<typeof chatRoutes.listConversations>,
) {
  const page = await conversations.list(actor.userId, await keys.open(actor), query);
  return { ...page, items: page.items.map(viewOf) };
}

/** Makes a conversation; one that is there already, from a first attempt, stays as it is. */
export async function createConversation(
  { conversations, keys, offered }: ConversationDesk,
  call: Call<typeof chatRoutes.createConversation>,
) {
  const { actor, body, now } = call;
  const { title, model = usualModel(offered) } = body;
  offeredModel(offered, model);
  const wanted = newConversation(actor.userId, idFor('conversation', call), { title, model }, now);
  return viewOf(await conversations.add(await keys.open(actor), wanted));
}

/** Changes a title or a model. Throws `not_found`. */
export async function changeConversation(
  { conversations, keys, offered }: ConversationDesk,
  { actor, params, body, now }: Call<typeof chatRoutes.changeConversation>,
) {
  if (body.model !== undefined) offeredModel(offered, body.model);
  const key = await keys.open(actor);
  const changed = await conversations.change(actor.userId, key, params.conversationId, body, now);
  if (changed === undefined) throw new Problem('not_found');
  return viewOf(changed);
}

/** Raises the flag that the answering function reads each second. Of a turn that has ended it says how. */
export async function stopTurn(
  turns: Pick<TurnStore, 'requestStop'>,
  { actor, params }: Call<typeof chatRoutes.stopTurn>,
) {
  const state = await turns.requestStop(actor.userId, params.conversationId, params.turnId);
  if (state === undefined) throw new Problem('not_found');
  return { state };
}
