import { newId } from '../../../contracts/ids.ts';
import { type Turn, turnKeyOf } from '../../../lambdas/chat/turns.ts';

const userId = newId('account');
const conversationId = newId('conversation');
const began = Date.parse('2026-11-23T00:00:00.000Z');

/** A turn of one conversation, begun so many seconds after the first. */
export function turnOf(facts: Partial<Turn>, seconds = 0): Turn {
  const turnId = newId('turn', began + seconds * 1000);
  return {
    userId,
    turnKey: turnKeyOf(conversationId, turnId),
    conversationId,
    turnId,
    prompt: 'a prompt',
    state: 'answered',
    model: 'nova-2-lite',
    region: 'eu-central-1',
    retention: 'none',
    createdAt: new Date(began + seconds * 1000).toISOString(),
    ...facts,
  };
}
