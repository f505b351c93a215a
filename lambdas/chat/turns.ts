import type { TurnState, turns } from '../../contracts/chat/stores.ts';
import type { Id } from '../../contracts/ids.ts';
import type { ItemOf } from '../../contracts/spec/store.ts';
import { ANSWERING_SECONDS } from '../models/call-time.ts';
import type { ConversationId } from './conversations.ts';

export type Turn = ItemOf<typeof turns>;
export type TurnId = Id<'turn'>;

/** Clocks of two functions may differ, and the last transaction of a dying one takes its time: as for its hold. */
const MARGIN_SECONDS = 60;

export const turnKeyOf = (conversation: ConversationId, turn: TurnId): string => `${conversation}#${turn}`;

export const isOver = (state: TurnState): boolean => state !== 'answering' && state !== 'stopping';

/** Whether the function behind an answer must be dead: nothing but its time tells, because nobody sees it die. */
export function isOverdue({ state, createdAt }: Pick<Turn, 'state' | 'createdAt'>, now: number): boolean {
  return !isOver(state) && Date.parse(createdAt) + (ANSWERING_SECONDS + MARGIN_SECONDS) * 1000 < now;
}

export function viewOf({ userId: _user, turnKey: _key, conversationId: _conversation, ...shown }: Turn) {
  return shown;
}

/** How a turn ended: what its item holds from then on. */
export type Ending = Pick<
  Turn,
  'thinking' | 'answer' | 'failure' | 'inputTokens' | 'outputTokens' | 'estimated' | 'cost'
> & {
  readonly state: 'answered' | 'stopped' | 'failed';
  readonly endedAt: string;
};

/** The end of a turn whose function died: what its chunks still hold stays, and it costs nothing. */
export function interruptedEnding(thinking: string, answer: string, now: number): Ending {
  return {
    state: 'failed',
    failure: 'interrupted',
    ...(thinking === '' ? {} : { thinking }),
    ...(answer === '' ? {} : { answer }),
    cost: 0,
    endedAt: new Date(now).toISOString(),
  };
}

/** Oldest first. Ids may come from clocks of clients, so the order is that of our own time. */
export const byTime = (a: Turn, b: Turn): number =>
  a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : a.turnId < b.turnId ? -1 : 1;
