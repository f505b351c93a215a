import { expect } from 'vitest';
import { balances } from '../../../contracts/billing/stores.ts';
import { chatRoutes } from '../../../contracts/chat/routes.ts';
import { turns } from '../../../contracts/chat/stores.ts';
import { newId } from '../../../contracts/ids.ts';
import { openShared } from '../deployment/open.ts';
import type { SharedDeployment } from '../deployment/shared.ts';
import { beginConversation } from '../evidence/chatting.ts';
import { accountOf, change, itemsOf, movementsOf } from '../evidence/storage.ts';
import type { Person } from '../target.ts';
import { holdsOfLongAgo, hourAgo } from './holds.ts';
import { openMortal, type Stage } from './mortal-function.ts';
import type { Story } from './story.ts';

/** A question on its way to the function that answers. */
interface Asked {
  readonly person: Person;
  readonly customerId: string;
  readonly conversationId: string;
  readonly turnId: string;
  /** The gateway's event. */
  readonly event: unknown;
}

/**
 * Takes a turn and settles it. No workflow repeats a turn: its person asks again with the same key, its reader ends what
 * was left, and the sweep gives back what was held.
 */
export async function turnStory(stage: Stage): Promise<Story<Asked>> {
  const { deployment } = stage;
  const { parts } = openShared(deployment);
  return {
    name: 'settle a turn',
    begin: () => ask(deployment),
    acts: [{ fn: await openMortal(stage, 'turns', { streams: true }), events: ({ event }) => [event] }],
    async end({ person, customerId, conversationId, turnId }) {
      await makeOld(deployment, person, customerId);
      const read = await parts.api(`GET /v1/conversations/${conversationId}`, { as: person });
      const shown = chatRoutes.readConversation.answer.parse(read.body).turns;
      await parts.aws.runScheduled('sweep-holds');
      const movements = await movementsOf(parts, customerId);
      const charged = movements.filter(({ of }) => of === turnId).map(({ amount }) => Number(amount));
      expect(shown.map((turn) => turn.turnId)).toEqual([turnId]);
      expect(['answered', 'failed']).toContain(shown[0]?.state);
      expect(charged).toEqual(shown[0]?.state === 'answered' ? [-(shown[0].cost ?? 0)] : []);
      const sum = movements.reduce((all, { amount }) => all + Number(amount), 0);
      expect(await itemsOf(parts, balances, customerId)).toMatchObject([
        { balance: sum, available: sum, holds: {} },
      ]);
    },
  };
}

/** The event of a short question: at this stage the gateway answers a streaming route with what it would hand over. */
async function ask(deployment: SharedDeployment): Promise<Asked> {
  const { parts } = openShared(deployment);
  const person = await parts.people.fresh();
  const { customerId } = await accountOf(parts, person);
  const conversationId = await beginConversation(parts, person);
  const key = newId('turn').slice('trn_'.length);
  const { status, body } = await parts.api(`POST /v1/conversations/${conversationId}/turns`, {
    as: person,
    headers: { 'idempotency-key': key },
    body: { prompt: '[[models tokens=8]]' },
  });
  if (status !== 200) throw new Error(`the gateway answered ${status}`);
  return {
    person,
    customerId,
    conversationId,
    turnId: `trn_${key}`,
    event: body,
  };
}

/** Lets a person's turns and holds be of an hour ago. */
async function makeOld(deployment: SharedDeployment, { userId }: Person, customerId: string): Promise<void> {
  const { parts } = openShared(deployment);
  const createdAt = new Date(hourAgo()).toISOString();
  for (const turn of await itemsOf(parts, turns, userId)) await change(parts, turns, turn, { createdAt });
  await holdsOfLongAgo(parts, customerId);
}
