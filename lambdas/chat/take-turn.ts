import type { chatRoutes, TurnEvent } from '../../contracts/chat/routes.ts';
import type { Effort, Model } from '../../policy/models.ts';
import type { LedgerStore } from '../billing/ledger-store.ts';
import { permittedModel } from '../models/offer.ts';
import { reserveUse } from '../models/reservation.ts';
import type { RetentionGuard } from '../models/retention-guard.ts';
import { effortOf, roomOf } from '../models/thinking.ts';
import { type Call, idFor } from '../platform/http/call.ts';
import { Problem } from '../platform/http/problem.ts';
import type { StreamEvent } from '../platform/http/stream-endpoint.ts';
import type { DataKeys } from '../platform/keys/data-keys.ts';
import type { DataKey } from '../platform/keys/sealed-items.ts';
import { answerTurn } from './answer.ts';
import { contextOf, latestTurn, pathTo } from './context.ts';
import type { ConversationStore } from './conversation-store.ts';
import { isStale } from './conversations.ts';
import type { AnswerParts } from './finish-turn.ts';
import type { TurnStore } from './turn-store.ts';
import { type Turn, type TurnId, turnKeyOf } from './turns.ts';

export interface TakingParts extends AnswerParts {
  readonly guard: Pick<RetentionGuard, 'check'>;
  readonly keys: Pick<DataKeys, 'open'>;
  readonly conversations: Pick<ConversationStore, 'find' | 'change'>;
  readonly turns: AnswerParts['turns'] & Pick<TurnStore, 'newest' | 'begin' | 'delete'>;
  readonly ledger: AnswerParts['ledger'] & { readonly holds: Pick<LedgerStore['holds'], 'reserve'> };
  readonly region: string;
  /** The models on offer. */
  readonly offered: readonly string[];
}

type TakeTurn = Call<typeof chatRoutes.takeTurn>;

/** The longest answer; what a model thinks before it comes on top. */
const ANSWER_TOKENS = 8_192;
/** Newer models take in five times as much: nobody expects what such a question costs. What is older is not even read. */
const MOST_CONTEXT_TOKENS = 200_000;
const BYTES_TO_READ = MOST_CONTEXT_TOKENS * 4;

/**
 * Refuses what can be refused, pays in advance, stores the prompt; then the answer is on its way. The reservation comes
 * before the prompt: a refused question leaves nothing behind.
 */
export async function takeTurn(
  parts: TakingParts,
  call: TakeTurn,
): Promise<AsyncGenerator<StreamEvent<TurnEvent>>> {
  const { actor, params, body, now } = call;
  const { userId, customerId } = actor;
  const turnId = idFor('turn', call);
  const [key, lives] = await Promise.all([parts.keys.open(actor), parts.guard.check(now)]);
  const [conversation, earlier] = await Promise.all([
    parts.conversations.find(userId, key, params.conversationId),
    readBack(parts.turns.newest(userId, key, params.conversationId)),
  ]);
  if (conversation === undefined) throw new Problem('not_found');
  if (earlier.some((turn) => turn.turnId === turnId)) throw alreadyTaken(turnId);
  const model = permittedModel(parts.offered, lives, body.model ?? conversation.model);
  const parentId = parentOf(earlier, body.parentId);
  const effort = effortOf(model, body.effort);
  const { messages, ...counts } = contextOf(pathTo(earlier, parentId), body.prompt, roomIn(model, effort));
  if (isStale(conversation, now))
    await parts.conversations.change(userId, key, params.conversationId, {}, now);
  const question = { messages, effort };
  const asked = { customer: customerId, model, question, maxTokens: ANSWER_TOKENS };
  const request = { ...asked, ...counts, purpose: 'chat' as const, of: turnId };
  const use = await reserveUse(parts.ledger.holds, request, now);
  const turn: Turn = {
    userId,
    turnKey: turnKeyOf(params.conversationId, turnId),
    conversationId: params.conversationId,
    turnId,
    parentId,
    prompt: body.prompt,
    state: 'answering',
    model: body.model ?? conversation.model,
    region: parts.region,
    retention: model.retention,
    createdAt: new Date(now).toISOString(),
  };
  const refused = await begin(parts, key, turn);
  if (refused !== undefined) {
    await parts.ledger.holds.release(customerId, use.hold.holdId);
    throw refused;
  }
  return answerTurn(parts, { turn, key, use }, call.signal);
}

/** Stores a turn that begins, or says why it cannot. */
async function begin(
  { turns, conversations }: TakingParts,
  key: DataKey,
  turn: Turn,
): Promise<Problem | undefined> {
  if ((await turns.begin(key, turn)) === 'exists') return alreadyTaken(turn.turnId);
  if ((await conversations.find(turn.userId, key, turn.conversationId)) !== undefined) return undefined;
  // Deleted since it was read, and its turns with it: this one came too late to be among them.
  await turns.delete(turn);
  return new Problem('not_found');
}

async function readBack(turns: AsyncIterable<Turn>): Promise<Turn[]> {
  const found: Turn[] = [];
  let bytes = 0;
  for await (const turn of turns) {
    bytes += turn.prompt.length + (turn.answer ?? '').length;
    if (bytes > BYTES_TO_READ) break;
    found.push(turn);
  }
  return found;
}

function parentOf(earlier: readonly Turn[], wanted: TurnId | undefined): TurnId | undefined {
  if (wanted === undefined) return latestTurn(earlier);
  if (earlier.some(({ turnId }) => turnId === wanted)) return wanted;
  throw new Problem('invalid_request', 'There is no such turn to follow.', [
    { pointer: '/parentId', reason: 'unknown' },
  ]);
}

/** Tokens of a conversation that a model may read: thought and answer need their room too. */
const roomIn = ({ contextTokens }: Model, effort: Effort | undefined): number =>
  Math.min(contextTokens, MOST_CONTEXT_TOKENS) - ANSWER_TOKENS - roomOf(effort);

const alreadyTaken = (turnId: TurnId): Problem =>
  new Problem(
    'already_exists',
    `This question was asked already: follow its answer at …/turns/${turnId}/events.`,
  );
