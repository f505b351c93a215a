import { expect } from 'vitest';
import { balances, ledger } from '../../../../contracts/billing/stores.ts';
import { chatRoutes } from '../../../../contracts/chat/routes.ts';
import { answerChunks, conversations, turns } from '../../../../contracts/chat/stores.ts';
import { newId } from '../../../../contracts/ids.ts';
import { modelRoutes } from '../../../../contracts/models/routes.ts';
import { readings } from '../../../../contracts/platform/stores.ts';
import { modelIds, modelsOffered } from '../../../../policy/models.ts';
import { tellCustomResource } from '../../custom-resource.ts';
import { askIn, readEvents } from '../../evidence/chatting.ts';
import { contentKeyOf, plantItem, seconds } from '../../evidence/planting.ts';
import { daysAgo, movementsOf } from '../../evidence/storage.ts';
import { at } from '../../evidence/template.ts';
import type { Person } from '../../target.ts';
import { journey } from '../journey.ts';
import type { Owner, World } from '../world.ts';
import { lastAudited } from './accounts.ts';
import { remove } from './asides.ts';

/** A conversation of some days ago, as the platform would have stored it. */
async function plantConversation(world: World, person: Person & Owner) {
  const key = await contentKeyOf(world.parts, person);
  const conversationId = newId('conversation');
  const then = daysAgo(3);
  const { userId } = person;
  await plantItem(world.parts, conversations, key, {
    userId,
    conversationId,
    title: 'Planted',
    model: modelIds[0],
    createdAt: then,
    updatedAt: then,
  });
  /** A turn with a piece of its answer. */
  const plantTurn = async (state: 'answered' | 'answering') => {
    const turnId = newId('turn');
    await plantItem(world.parts, turns, key, {
      userId,
      turnKey: `${conversationId}#${turnId}`,
      conversationId,
      turnId,
      prompt: 'What?',
      state,
      model: modelIds[0],
      region: 'eu-central-1',
      retention: 'none',
      createdAt: new Date().toISOString(),
    });
    await plantItem(world.parts, answerChunks, key, {
      userId,
      chunkKey: `${turnId}#00000000`,
      first: 0,
      deltas: ['That.'],
      expiresAt: seconds(1),
    });
    return turnId;
  };
  return { conversationId, plantTurn };
}

async function asked(world: World, person: Person, conversationId: string, model: string) {
  const path = `/v1/conversations/${conversationId}/turns`;
  const events = [];
  const body = { prompt: '[[models tokens=3]]', model };
  for await (const { data } of world.parts.stream(`POST ${path}`, { as: person, body }))
    events.push(chatRoutes.takeTurn.answer.parse(data));
  return readEvents(events);
}

const lastReadings = async (world: World) => [
  ...(await world.items(readings, 'retention-mode')),
  ...(await world.items(readings, 'model')),
];

async function ageReadings(world: World): Promise<void> {
  for (const item of await lastReadings(world)) await world.change(readings, item, { at: daysAgo(1) });
}

/** Every Region and every model was read just now, and is good. */
async function expectReadings(world: World): Promise<void> {
  const found = await lastReadings(world);
  expect(found.filter(({ subject }) => subject === 'model')).toHaveLength(modelsOffered('local', []).length);
  for (const { good, at: when } of found) {
    expect(good).toBe(true);
    expect(Date.parse(String(when))).toBeGreaterThan(Date.now() - 60_000);
  }
}

export const chatJourneys = [
  journey('a conversation is kept and deleted', 'conversations', async (world) => {
    const person = await world.person();
    const { conversationId, plantTurn } = await plantConversation(world, person);
    const [ended, running] = [await plantTurn('answered'), await plantTurn('answering')];
    return async () => {
      const path = `/v1/conversations/${conversationId}`;
      await world.call(person, 'POST /v1/conversations', { title: 'Another' });
      expect(await world.call(person, 'GET /v1/conversations')).toMatchObject({ items: [{}, {}] });
      expect(await world.call(person, `PATCH ${path}`, { title: 'New' })).toMatchObject({ title: 'New' });
      expect(await world.call(person, `GET ${path}`)).toMatchObject({ turns: [{}, {}] });
      const stop = (turnId: string) => world.call(person, `POST ${path}/turns/${turnId}/stop`);
      expect(await stop(running)).toEqual({ state: 'stopping' });
      expect(await stop(ended)).toEqual({ state: 'answered' });
      await world.call(person, `DELETE ${path}`);
      for (const spec of [turns, answerChunks]) expect(await world.items(spec, person.userId)).toEqual([]);
      expect(await lastAudited(world, person)).toBe('conversation.deleted');
    };
  }),

  journey('a question is answered and followed', 'turns', async (world) => {
    const person = await world.person();
    const { conversationId } = await plantConversation(world, person);
    return async () => {
      const { done, turnId } = await asked(world, person, conversationId, modelIds[0]);
      expect(done).toMatchObject({ state: 'answered' });
      const path = `/v1/conversations/${conversationId}/turns/${turnId}/events?after=-1`;
      const followed = await Array.fromAsync(world.parts.stream(`GET ${path}`, { as: person }));
      expect(followed.at(-1)?.data).toMatchObject({ type: 'done', state: 'answered' });
      const [conversation] = await world.items(conversations, person.userId);
      expect(Date.parse(String(conversation?.['updatedAt']))).toBeGreaterThan(Date.now() - 60_000);
      expect(await world.items(ledger, person.customerId)).toHaveLength(2);
      expect(await world.items(balances, person.customerId)).toMatchObject([{ holds: {} }]);
    };
  }),

  journey('every model answers', 'turns', async (world) => {
    const person = await world.person();
    const { conversationId } = await plantConversation(world, person);
    return async () => {
      for (const { id: model } of modelsOffered('local', []))
        expect((await asked(world, person, conversationId, model)).done).toMatchObject({ state: 'answered' });
    };
  }),

  journey('what is deleted in mid-answer leaves nothing and is paid', 'turns', async (world) => {
    const person = await world.person();
    const { conversationId } = await plantConversation(world, person);
    return async () => {
      const answer = askIn(world.parts, person, conversationId, '[[models tokens=900 pace=40]]');
      const { value: start } = await answer.next();
      const turnId = String(at(start, 'turnId'));
      const chunks = () => world.items(answerChunks, person.userId);
      await expect.poll(async () => (await chunks()).length, { timeout: 6000 }).toBeGreaterThan(0);
      await remove(world, turns, { userId: person.userId, turnKey: `${conversationId}#${turnId}` });
      const rest = await Array.fromAsync(answer);
      expect(rest.at(-1)).toMatchObject({ type: 'done' });
      expect(await chunks()).toEqual([]);
      expect(await world.items(balances, person.customerId)).toMatchObject([{ holds: {} }]);
      expect((await movementsOf(world.parts, person.customerId)).map(({ of }) => of)).toContain(turnId);
    };
  }),

  journey('an answer is followed while it comes', 'turns', async (world) => {
    const person = await world.person();
    const { conversationId, plantTurn } = await plantConversation(world, person);
    const turnId = await plantTurn('answering');
    return async () => {
      const path = `/v1/conversations/${conversationId}/turns/${turnId}/events?after=-1`;
      const types: unknown[] = [];
      for await (const { data } of world.parts.stream(`GET ${path}`, { as: person })) {
        types.push(at(data, 'type'));
        const key = { userId: person.userId, turnKey: `${conversationId}#${turnId}` };
        if (types.length === 1) await world.change(turns, key, { state: 'failed' });
      }
      expect(types).toEqual(['delta', 'done']);
    };
  }),

  journey('zero retention is read', 'retention-guard catalogue turns converse', async (world) => {
    await ageReadings(world);
    return async () => {
      await world.invoke('retention-guard', {});
      await expectReadings(world);
    };
  }),

  journey(
    'zero retention is set',
    'set-retention-mode retention-guard catalogue turns converse',
    async (world) => {
      await ageReadings(world);
      return async () => {
        const told = await tellCustomResource((event) => world.invoke('set-retention-mode', event), {});
        expect(told).toBe('SUCCESS');
        await expectReadings(world);
      };
    },
  ),

  journey('the catalogue is read', 'catalogue', async (world) => {
    const person = await world.person();
    return async () => {
      const { items } = modelRoutes.listModels.answer.parse(await world.call(person, 'GET /v1/catalogue'));
      const told = items.filter(({ state }) => state === 'offered').map(({ id }) => id);
      expect(told).toEqual(modelsOffered('local', []).map(({ id }) => id));
    };
  }),
];
