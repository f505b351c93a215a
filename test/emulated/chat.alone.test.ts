// Alone: its last test closes the models for everybody, and it reads the double’s latest call.

import { afterEach, beforeAll, expect, inject, it } from 'vitest';
import * as z from 'zod';
import { billingRoutes } from '../../contracts/billing/routes.ts';
import { chatRoutes, type TurnEvent, turnEvent } from '../../contracts/chat/routes.ts';
import { answerChunks, conversations, turns } from '../../contracts/chat/stores.ts';
import { newId } from '../../contracts/ids.ts';
import { readings } from '../../contracts/platform/stores.ts';
import type { TableSpec } from '../../contracts/spec/store.ts';
import { StreamRefused } from '../support/deployment/calls.ts';
import { openShared } from '../support/deployment/open.ts';
import { ask, askIn, beginConversation, readEvents } from '../support/evidence/chatting.ts';
import { accountOf, change, itemsOf } from '../support/evidence/storage.ts';
import { holdsOfLongAgo, hourAgo } from '../support/kill-points/holds.ts';
import { modelCallers } from '../support/model-callers.ts';
import type { Person } from '../support/target.ts';

const deployment = inject('deployment');
const { parts } = openShared(deployment);
const { api, models, aws } = parts;
let person: Person;
beforeAll(async () => {
  person = await parts.people.fresh();
});
afterEach(() => models.act('DELETE /rules'));

const pathOf = (conversation: string, turn: string, rest: string) =>
  `/v1/conversations/${conversation}/turns/${turn}/${rest}`;
const stop = (conversation: string, turn: string) =>
  api(`POST ${pathOf(conversation, turn, 'stop')}`, { as: person });

async function read(conversationId: string) {
  const { body } = await api(`GET /v1/conversations/${conversationId}`, { as: person });
  return chatRoutes.readConversation.answer.parse(body);
}
const onlyTurn = async (conversationId: string) => (await read(conversationId)).turns.at(-1);

async function follow(conversationId: string, turnId: string, after = -1): Promise<TurnEvent[]> {
  const path = pathOf(conversationId, turnId, `events?after=${after}`);
  const events: TurnEvent[] = [];
  for await (const { data } of parts.stream(`GET ${path}`, { as: person }))
    events.push(turnEvent.parse(data));
  return events;
}
const textOf = (events: readonly TurnEvent[]) =>
  events.map((event) => (event.type === 'delta' ? event.text : '')).join('');

async function credits() {
  const { body } = await api('GET /v1/credits', { as: person });
  return billingRoutes.readCredits.answer.parse(body);
}

async function itemsIn(spec: TableSpec, conversationId: string) {
  const found = await itemsOf(parts, spec, person.userId);
  return found.filter((item) => item['conversationId'] === conversationId);
}
async function chunksOf(turnId: string) {
  const found = await itemsOf(parts, answerChunks, person.userId);
  return found.filter(({ chunkKey }) => String(chunkKey).startsWith(turnId));
}

/** The code with which a question is refused before the first byte. */
async function refusal(
  conversationId: string,
  prompt = 'Hello',
  headers: Record<string, string> = {},
): Promise<string> {
  const path = `/v1/conversations/${conversationId}/turns`;
  try {
    for await (const _ of parts.stream(`POST ${path}`, { as: person, body: { prompt }, headers }))
      return 'taken';
  } catch (error) {
    if (error instanceof StreamRefused) return z.looseObject({ code: z.string() }).parse(error.problem).code;
    throw error;
  }
  return 'empty';
}

/** Asks, and leaves after so many deltas, as a browser does that is closed. */
async function leaveAfter(deltas: number, conversationId: string, prompt: string): Promise<TurnEvent[]> {
  const seen: TurnEvent[] = [];
  for await (const event of askIn(parts, person, conversationId, prompt)) {
    seen.push(event);
    if (seen.filter(({ type }) => type === 'delta').length === deltas) break;
  }
  return seen;
}
const positionOf = (events: readonly TurnEvent[]) =>
  events.findLast((event) => event.type === 'delta')?.seq ?? -1;

it('arrives token by token: the last is held back until the client has seen the first', async () => {
  const conversationId = await beginConversation(parts, person);
  const hold = newId('turn');
  let released = false;
  const events: TurnEvent[] = [];
  for await (const event of askIn(
    parts,
    person,
    conversationId,
    `[[models text="one two three" hold=${hold}]]`,
  )) {
    events.push(event);
    if (event.type !== 'delta' || released) continue;
    released = true;
    await models.act('POST /release', { hold });
  }
  expect(events[0]).toMatchObject({ type: 'start', retention: 'none', region: 'eu-central-1' });
  expect(readEvents(events)).toMatchObject({
    answer: 'one two three',
    done: { state: 'answered', estimated: false },
  });
});

it('stops within 1.5 s at the model’s socket; the answer stays and is paid as an estimate', async () => {
  const conversationId = await beginConversation(parts, person);
  let stopped = 0;
  const events: TurnEvent[] = [];
  for await (const event of askIn(parts, person, conversationId, '[[models tokens=900 pace=40]]')) {
    events.push(event);
    if (stopped !== 0 || events.length < 10) continue;
    stopped = Date.now();
    expect(await stop(conversationId, readEvents(events).turnId)).toMatchObject({
      status: 202,
      body: { state: 'stopping' },
    });
  }
  const call = (await models.calls()).at(-1);
  expect(call).toMatchObject({ state: 'client-closed' });
  console.log(`stop to the end of the model call: ${(call?.endedAt ?? 0) - stopped} ms`);
  expect((call?.endedAt ?? Number.POSITIVE_INFINITY) - stopped).toBeLessThanOrEqual(1500);
  const { answer, done, turnId } = readEvents(events);
  expect(done).toMatchObject({ state: 'stopped', estimated: true });
  expect(await onlyTurn(conversationId)).toMatchObject({
    answer,
    state: 'stopped',
    cost: done?.cost,
    estimated: true,
  });
  expect(await stop(conversationId, turnId)).toMatchObject({ status: 202, body: { state: 'stopped' } });
  expect((await credits()).held).toBe(0);
});

it('attaches again in another process, in mid-answer and after it, and gets exactly the rest', async () => {
  const conversationId = await beginConversation(parts, person);
  const first = await leaveAfter(30, conversationId, '[[models tokens=160 pace=40]]');
  const { turnId } = readEvents(first);
  const [early, whole] = await Promise.all([
    follow(conversationId, turnId, positionOf(first)),
    follow(conversationId, turnId),
  ]);
  const late = await follow(conversationId, turnId, positionOf(first));
  const turn = await onlyTurn(conversationId);
  expect(turn).toMatchObject({ state: 'answered', outputTokens: 160 });
  expect(textOf(first) + textOf(early)).toBe(turn?.answer);
  expect(textOf(whole)).toBe(turn?.answer);
  expect(textOf(first) + textOf(late)).toBe(turn?.answer);
  expect(early.filter(({ type }) => type === 'delta').length).toBeGreaterThan(20);
  for (const events of [early, whole, late])
    expect(events.at(-1)).toMatchObject({ type: 'done', state: 'answered', cost: turn?.cost });
});

it('a question that is sent twice is asked and paid once', async () => {
  const conversationId = await beginConversation(parts, person);
  const key = newId('turn').slice('trn_'.length);
  const before = (await models.calls()).length;
  const answers = await Promise.all(
    [1, 2, 3].map(() => refusal(conversationId, '[[models tokens=3]]', { 'idempotency-key': key })),
  );
  expect(answers.toSorted()).toEqual(['already_exists', 'already_exists', 'taken']);
  expect(textOf(await follow(conversationId, `trn_${key}`))).not.toBe('');
  expect((await models.calls()).length - before).toBe(1);
  expect((await credits()).held).toBe(0);
});

it('two tabs in one conversation: both are answered, one stops what the other asked', async () => {
  const conversationId = await beginConversation(parts, person);
  const tab = async (prompt: string) => Array.fromAsync(askIn(parts, person, conversationId, prompt));
  const both = await Promise.all([tab('[[models text="left"]]'), tab('[[models text="right"]]')]);
  expect(both.map((events) => readEvents(events).answer)).toEqual(['left', 'right']);
  const other = leaveAfter(1_000, conversationId, '[[models tokens=900 pace=40]]');
  await expect.poll(async () => (await onlyTurn(conversationId))?.state).toBe('answering');
  await stop(conversationId, (await onlyTurn(conversationId))?.turnId ?? '');
  expect(readEvents(await other).done).toMatchObject({ state: 'stopped' });
  expect((await read(conversationId)).turns).toHaveLength(3);
});

it.each([
  ['fail=ThrottlingException', { state: 'failed', failure: 'model_throttled', cost: 0 }],
  ['fail=ModelErrorException', { state: 'failed', failure: 'model_failed', cost: 0 }],
  ['break=reset after=4 tokens=20', { state: 'failed', failure: 'model_failed', estimated: true }],
  [
    'break=modelStreamErrorException after=4 tokens=20',
    { state: 'failed', failure: 'model_failed', estimated: true },
  ],
  ['break=end after=4 tokens=20', { state: 'failed', failure: 'model_failed', estimated: true }],
])('a model that does %s ends the turn with its code, and nothing stays reserved', async (how, end) => {
  const { conversationId, done, answer } = await ask(parts, person, `[[models ${how}]]`);
  expect(done).toMatchObject(end);
  expect(await onlyTurn(conversationId)).toMatchObject({ ...end, ...(answer === '' ? {} : { answer }) });
  expect((await credits()).held).toBe(0);
  // The conversation goes on after it.
  const next = await Array.fromAsync(askIn(parts, person, conversationId, '[[models text="Again."]]'));
  expect(readEvents(next).answer).toBe('Again.');
});

it('a killed function converges: what it kept stays, nothing is charged, the credits come back', async () => {
  const conversationId = await beginConversation(parts, person);
  const { balance } = await credits();
  const asking = leaveAfter(1_000, conversationId, '[[models tokens=900 pace=40]]').catch(() => []);
  await expect
    .poll(async () => (await onlyTurn(conversationId))?.state, { timeout: 20_000 })
    .toBe('answering');
  const turnId = (await onlyTurn(conversationId))?.turnId ?? '';
  await expect.poll(async () => (await chunksOf(turnId)).length, { timeout: 20_000 }).toBeGreaterThan(1);
  const callers = await modelCallers(deployment.models);
  expect(callers).toHaveLength(1);
  for (const pid of callers) process.kill(pid, 'SIGKILL');
  await asking;
  expect((await onlyTurn(conversationId))?.state).toBe('answering');
  await makeOld(conversationId);
  expect(await onlyTurn(conversationId)).toMatchObject({ state: 'failed', failure: 'interrupted', cost: 0 });
  const kept = (await onlyTurn(conversationId))?.answer ?? '';
  expect(kept.split(' ').length).toBeGreaterThan(20);
  expect(textOf(await follow(conversationId, turnId, 4))).toBe(kept.slice(5));
  await aws.runScheduled('sweep-holds');
  expect(await credits()).toMatchObject({ balance, held: 0, available: balance });
});

/** Lets the turns of a conversation and the holds of its person be of an hour ago. */
async function makeOld(conversationId: string): Promise<void> {
  const createdAt = new Date(hourAgo()).toISOString();
  for (const item of await itemsIn(turns, conversationId)) await change(parts, turns, item, { createdAt });
  await holdsOfLongAgo(parts, (await accountOf(parts, person)).customerId);
}

async function makeReadingOld(region: string): Promise<void> {
  const at = new Date(Date.now() - 2 * 3_600_000).toISOString();
  for (const item of await itemsOf(parts, readings, 'retention-mode'))
    if (item['of'] === region) await change(parts, readings, item, { at });
}

it('deleting a conversation in mid-answer ends the model call and leaves nothing of it', async () => {
  const conversationId = await beginConversation(parts, person);
  const [start] = await leaveAfter(1, conversationId, '[[models tokens=900 pace=40]]');
  const turnId = start?.type === 'start' ? start.turnId : 'none';
  await expect.poll(async () => (await chunksOf(turnId)).length, { timeout: 20_000 }).toBeGreaterThan(0);
  const path = `/v1/conversations/${conversationId}` as const;
  expect((await api(`DELETE ${path}`, { as: person })).status).toBe(204);
  await expect
    .poll(async () => (await models.calls()).at(-1)?.state, { timeout: 5_000 })
    .toBe('client-closed');
  await expect.poll(async () => (await credits()).held, { timeout: 10_000 }).toBe(0);
  await expect.poll(() => chunksOf(turnId), { timeout: 5_000 }).toEqual([]);
  expect((await api(`GET ${path}`, { as: person })).status).toBe(404);
  expect(await itemsIn(turns, conversationId)).toEqual([]);
  expect(await refusal(conversationId)).toBe('not_found');
  expect((await api(`DELETE ${path}`, { as: person })).status).toBe(404);
});

it('lists conversations newest first, renames them, changes their model, and makes one once', async () => {
  const somebody = await parts.people.fresh();
  const call = (method: 'GET' | 'POST' | 'PATCH', path: string, body?: object, headers = {}) =>
    api(`${method} /v1/conversations${path}`, { as: somebody, headers, ...(body ? { body } : {}) });
  const headers = { 'idempotency-key': newId('conversation').slice('cnv_'.length) };
  const made = await Promise.all([1, 2].map(() => call('POST', '', { title: 'First' }, headers)));
  const first = chatRoutes.createConversation.answer.parse(made[0]?.body);
  expect(made.map(({ status, body }) => [status, body])).toEqual([
    [201, first],
    [201, first],
  ]);
  const second = chatRoutes.createConversation.answer.parse((await call('POST', '', {})).body);
  const changed = await call('PATCH', `/${first.conversationId}`, { title: 'Renamed', model: 'nova-2-lite' });
  expect(changed).toMatchObject({ status: 200, body: { title: 'Renamed', model: 'nova-2-lite' } });
  const list = chatRoutes.listConversations.answer.parse((await call('GET', '?limit=1')).body);
  expect(list.items).toEqual([second]);
  const rest = chatRoutes.listConversations.answer.parse(
    (await call('GET', `?limit=5&cursor=${list.next}`)).body,
  );
  expect(rest.items).toEqual([changed.body]);
  for (const method of ['GET', 'PATCH'] as const) {
    const foreign = await api(`${method} /v1/conversations/${first.conversationId}`, {
      as: person,
      ...(method === 'PATCH' ? { body: {} } : {}),
    });
    expect(foreign.status, method).toBe(404);
  }
  expect((await call('PATCH', `/${newId('conversation')}`, { title: 'Nobody' })).status).toBe(404);
});

it('a turn notes its hour on its conversation', async () => {
  const conversationId = await beginConversation(parts, person);
  const [item = {}] = await itemsIn(conversations, conversationId);
  await change(parts, conversations, item, { updatedAt: new Date(hourAgo()).toISOString() });
  const before = Date.now();
  await Array.fromAsync(askIn(parts, person, conversationId, '[[models tokens=3]]'));
  expect(Date.parse((await read(conversationId)).conversation.updatedAt)).toBeGreaterThan(before - 1000);
});

it('model routes wait while zero retention is not confirmed, and go on when it is', async () => {
  const conversationId = await beginConversation(parts, person);
  const calls = (await models.calls()).length;
  try {
    await models.act('PUT /retention', { region: 'eu-west-1', mode: 'default' });
    await aws.runScheduled('retention-guard');
    expect(await refusal(conversationId)).toBe('retention_guard');
    await models.act('PUT /retention', { region: 'eu-west-1', mode: 'none' });
    await models.act('PUT /logging', { region: 'eu-north-1', config: { textDataDeliveryEnabled: true } });
    await aws.runScheduled('retention-guard');
    expect(await refusal(conversationId)).toBe('retention_guard');
    await models.act('PUT /logging', { region: 'eu-north-1' });
    await aws.runScheduled('retention-guard');
    await makeReadingOld('eu-south-1');
    expect(await refusal(conversationId)).toBe('retention_guard');
    expect((await read(conversationId)).turns).toEqual([]);
    expect(
      (await models.calls()).filter(({ operation }) => operation === 'ConverseStream').length,
    ).toBeLessThanOrEqual(calls);
  } finally {
    await models.act('PUT /retention', { region: 'eu-west-1', mode: 'none' });
    await models.act('PUT /logging', { region: 'eu-north-1' });
    await aws.runScheduled('retention-guard');
  }
  expect(await refusal(conversationId)).toBe('taken');
});
