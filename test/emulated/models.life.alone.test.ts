// Alone: it changes for everybody how AWS speaks of a model.
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import * as z from 'zod';
import { chatRoutes, type TurnEvent, turnEvent } from '../../contracts/chat/routes.ts';
import { conversations, turns } from '../../contracts/chat/stores.ts';
import { modelRoutes } from '../../contracts/models/routes.ts';
import { StreamRefused } from '../support/deployment/calls.ts';
import { openShared } from '../support/deployment/open.ts';
import { ask, askIn, beginConversation, readEvents } from '../support/evidence/chatting.ts';
import { change, itemsOf } from '../support/evidence/storage.ts';
import type { Person } from '../support/target.ts';

const { parts } = openShared(inject('deployment'));
const { api, models, aws } = parts;
const foundationModel = 'anthropic.claude-sonnet-5';
let person: Person;
beforeAll(async () => {
  person = await parts.people.fresh();
});

/** Lets AWS say so of Sonnet 5, and the guard hear it. */
async function awsSays(said: object): Promise<void> {
  await models.act('PUT /model', { id: foundationModel, ...said });
  await aws.runScheduled('retention-guard');
}
afterAll(() => awsSays({}));

const catalogued = async (id: string) => {
  const { body } = await api('GET /v1/catalogue', { as: person });
  return modelRoutes.listModels.answer.parse(body).items.find((item) => item.id === id);
};

/** What a question comes to: how it ended, or why it was refused. */
async function outcome(model: string): Promise<unknown> {
  try {
    return (await ask(parts, person, '[[models text="Yes."]]', model)).done?.state;
  } catch (error) {
    if (error instanceof StreamRefused) return z.looseObject({ code: z.string() }).parse(error.problem).code;
    throw error;
  }
}

it('a legacy model answers, and says on which day it goes and who takes its place', async () => {
  await awsSays({ status: 'LEGACY', endOfLifeTime: '2027-03-30T00:00:00.000Z' });
  expect(await outcome('claude-sonnet-5')).toBe('answered');
  expect(await catalogued('claude-sonnet-5')).toMatchObject({
    state: 'offered',
    leaving: true,
    endsOn: '2027-03-30',
    successor: 'claude-sonnet-5-5',
  });
});

it.each([
  ['may leave our Regions', { regions: ['eu-central-1', 'eu-west-2'] }, 'retention_guard'],
  ['is gone', { missing: true }, 'model_not_permitted'],
])('a model that %s is refused and not offered, and the others answer', async (_what, said, code) => {
  await awsSays(said);
  expect(await outcome('claude-sonnet-5')).toBe(code);
  expect(await catalogued('claude-sonnet-5')).toMatchObject({ state: 'unavailable' });
  expect(await outcome('claude-opus-4-8')).toBe('answered');
  await awsSays({});
  expect(await outcome('claude-sonnet-5')).toBe('answered');
});

it('a conversation with a retired model stays, and goes on with its successor', async () => {
  const { conversationId, turnId } = await ask(parts, person, '[[models text="As it was."]]');
  const [conversation] = (await itemsOf(parts, conversations, person.userId)).filter(
    (item) => item['conversationId'] === conversationId,
  );
  const [turn] = (await itemsOf(parts, turns, person.userId)).filter((item) => item['turnId'] === turnId);
  await change(parts, conversations, conversation ?? {}, { model: 'claude-sonnet-4-5' });
  await change(parts, turns, turn ?? {}, { model: 'claude-sonnet-4-5' });
  const refused = await Array.fromAsync(askIn(parts, person, conversationId, 'Hello')).catch(
    (error: unknown) => (error instanceof StreamRefused ? error.problem : error),
  );
  expect(refused).toMatchObject({
    status: 409,
    code: 'model_retired',
    errors: [{ pointer: '/model', reason: 'claude-sonnet-5-5' }],
  });
  const next = askIn(parts, person, conversationId, '[[models text="And on."]]', 'claude-sonnet-5-5');
  expect(readEvents(await Array.fromAsync(next)).answer).toBe('And on.');
  const { body } = await api(`GET /v1/conversations/${conversationId}`, { as: person });
  expect(chatRoutes.readConversation.answer.parse(body).turns).toMatchObject([
    { model: 'claude-sonnet-4-5', answer: 'As it was.' },
    { model: 'claude-sonnet-5-5', answer: 'And on.' },
  ]);
});

it('what a model thinks is told apart from its answer, sealed, paid, and followed', async () => {
  const conversationId = await beginConversation(parts, person);
  const prompt = '[[models think="Tides come first." text="Measure the tide."]]';
  const events = await Array.fromAsync(askIn(parts, person, conversationId, prompt));
  const textOf = (told: readonly TurnEvent[], type: 'thinking' | 'delta') =>
    told.map((event) => (event.type === type ? event.text : '')).join('');
  expect(textOf(events, 'thinking')).toBe('Tides come first.');
  const { answer, done, turnId } = readEvents(events);
  expect(answer).toBe('Measure the tide.');
  expect(done).toMatchObject({ state: 'answered', estimated: false, outputTokens: 8 });

  const [turn] = (await itemsOf(parts, turns, person.userId)).filter((item) => item['turnId'] === turnId);
  expect(turn?.['thinking']).toBeInstanceOf(Uint8Array);
  const { body } = await api(`GET /v1/conversations/${conversationId}`, { as: person });
  expect(chatRoutes.readConversation.answer.parse(body).turns).toMatchObject([
    { thinking: 'Tides come first.', answer: 'Measure the tide.' },
  ]);

  for (const after of [-1, 5, 30]) {
    const path = `/v1/conversations/${conversationId}/turns/${turnId}/events?after=${after}`;
    const followed: TurnEvent[] = [];
    for await (const { data } of parts.stream(`GET ${path}`, { as: person }))
      followed.push(turnEvent.parse(data));
    expect(textOf(followed, 'thinking')).toBe('Tides come first.'.slice(after + 1));
    expect(textOf(followed, 'delta')).toBe('Measure the tide.'.slice(Math.max(0, after + 1 - 17)));
  }
});

it('a model that declines says so', async () => {
  const end = async (prompt: string) => (await ask(parts, person, prompt)).done;
  expect(await end('[[models text="I" stop=refusal]]')).toMatchObject({
    state: 'failed',
    failure: 'model_declined',
  });
});
