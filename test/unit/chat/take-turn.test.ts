import { createSecretKey, randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { newId } from '../../../contracts/ids.ts';
import type { Conversation } from '../../../lambdas/chat/conversations.ts';
import { deleteConversation } from '../../../lambdas/chat/delete-conversation.ts';
import { takeTurn } from '../../../lambdas/chat/take-turn.ts';
import type { Turn } from '../../../lambdas/chat/turns.ts';
import { Problem } from '../../../lambdas/platform/http/problem.ts';
import { Schedule } from '../../support/schedule.ts';
import { accountOf, callBy } from '../accounts/account.ts';

const now = Date.UTC(2026, 10, 23);
const key = { key: createSecretKey(randomBytes(32)), version: 1 };
const account = accountOf(now);
const { userId } = account;
const conversationId = newId('conversation');
const at = new Date(now).toISOString();
const conversation: Conversation = {
  userId,
  conversationId,
  title: 'Soon gone',
  model: 'nova-2-lite',
  createdAt: at,
  updatedAt: at,
};
const call = callBy(account, now, { params: { conversationId }, body: { prompt: 'What stays?' } });

/** What lies in the tables while somebody asks and somebody deletes, each call in its turn. */
function world(schedule: Schedule) {
  const kept = { conversation: true, turns: new Map<string, Turn>(), holds: new Set<string>() };
  const asks = schedule.party('asks');
  const deletes = schedule.party('deletes');
  const unused = () => Promise.reject(new Error('nothing is answered here'));
  const taking = {
    ask: async function* (): AsyncGenerator<never> {},
    clock: () => now,
    region: 'eu-central-1',
    offered: ['nova-2-lite'],
    guard: { check: async () => new Map([['nova-2-lite', 'active' as const]]) },
    keys: { open: async () => key },
    conversations: {
      find: asks((): Conversation | undefined => (kept.conversation ? conversation : undefined)),
      change: unused,
    },
    chunks: { put: unused, deleteOf: unused },
    turns: {
      state: unused,
      end: unused,
      endItem: () => {
        throw new Error('nothing is answered here');
      },
      newest: async function* () {
        yield* await asks(() => [...kept.turns.values()])();
      },
      begin: asks((_key: unknown, turn: Turn) => {
        kept.turns.set(turn.turnId, turn);
        return 'begun' as const;
      }),
      delete: asks(({ turnId }: Turn): void => void kept.turns.delete(turnId)),
    },
    ledger: {
      settle: unused,
      holds: {
        read: unused,
        reserve: asks((_customer: unknown, { holdId }: { readonly holdId: string }) => {
          kept.holds.add(holdId);
          return 'reserved' as const;
        }),
        release: asks((_customer: unknown, holdId: string) => {
          kept.holds.delete(holdId);
          return 'released' as const;
        }),
      },
    },
  };
  const deleting = {
    conversations: { deleting: () => ({}) },
    turns: {
      deleteAll: deletes(() => {
        const deleted = [...kept.turns.values()].map(({ turnId }) => turnId);
        kept.turns.clear();
        return deleted;
      }),
    },
    chunks: { deleteOf: async () => undefined },
    audit: {
      record: deletes(() => {
        kept.conversation = false;
        return 'recorded' as const;
      }),
    },
  };
  return { kept, taking, deleting };
}

it('a question and the deletion of its conversation leave nothing, in whatever order their calls come', async () => {
  let undone = 0;
  for (const schedule of Schedule.all({ asks: 7, deletes: 3 })) {
    const { kept, taking, deleting } = world(schedule);
    const asked = takeTurn(taking, call)
      .then(
        () => 'begun' as const,
        (error: unknown) => error,
      )
      .finally(() => schedule.leave('asks'));
    const deleted = deleteConversation(deleting, userId, conversationId).finally(() =>
      schedule.leave('deletes'),
    );
    const [answer] = await Promise.all([asked, deleted]);
    expect(kept.turns.size, String(schedule)).toBe(0);
    if (answer === 'begun') continue;
    expect(answer, String(schedule)).toMatchObject({ code: 'not_found' });
    expect(answer).toBeInstanceOf(Problem);
    expect(kept.holds.size, String(schedule)).toBe(0);
    if (schedule.count('asks') > 3) undone += 1;
  }
  expect(undone).toBeGreaterThan(0);
});
