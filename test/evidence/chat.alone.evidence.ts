// Alone: it counts the double’s calls, reads the latest, and purges.
import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import type { TurnEvent } from '../../contracts/chat/routes.ts';
import { conversations, turns } from '../../contracts/chat/stores.ts';
import { modelsOffered } from '../../policy/models.ts';
import { ask, askAndStop, askIn, beginConversation, readEvents } from '../support/evidence/chatting.ts';
import { claim } from '../support/evidence/claim.ts';
import { rawBytes, sealedText } from '../support/evidence/sealed.ts';
import { change, daysAgo, itemsOf } from '../support/evidence/storage.ts';
import { at } from '../support/evidence/template.ts';
import type { Person, Target } from '../support/target.ts';

const canary = (): string => `canary${randomBytes(9).toString('hex')}`;
const says = (text: string, more = ''): string => `[[models text="${text}"${more}]]`;

async function readTurn(target: Target, person: Person, conversationId: string): Promise<unknown> {
  const read = await target.api(`GET /v1/conversations/${conversationId}`, { as: person });
  return at(read.body, 'turns', '0');
}

claim('A9', 'simulated', {}, async (target) => {
  const person = await target.people.fresh();
  const [question, answer] = [canary(), canary()];
  const { conversationId } = await ask(target, person, `${question} ${says(answer)}`);
  const [item] = await itemsOf(target, turns, person.userId);
  expect([question, answer].filter((text) => rawBytes(item).includes(text))).toEqual([]);
  expect(await sealedText(target, person, turns, item, 'prompt')).toContain(question);
  expect(await sealedText(target, person, turns, item, 'answer')).toBe(JSON.stringify(answer));
  expect(await readTurn(target, person, conversationId)).toMatchObject({ answer });
  const stranger = await target.people.fresh();
  await expect(sealedText(target, stranger, turns, item, 'answer')).rejects.toThrow(/authenticate/);
  const theirs = await target.api(`GET /v1/conversations/${conversationId}`, { as: stranger });
  expect(theirs.status).toBe(404);
});

claim('A17', 'simulated', 'an answer, and each way of failing', async (target) => {
  const person = await target.people.fresh();
  const good = await ask(target, person, says('It is done.'));
  expect(good).toMatchObject({ answer: 'It is done.', done: { state: 'answered' } });
  for (const fault of [
    'fail=ThrottlingException',
    'break=modelStreamErrorException after=3',
    'break=reset after=3',
  ]) {
    const failed = await ask(target, person, `[[models ${fault} tokens=20]]`);
    expect(failed.done?.state, fault).toBe('failed');
    expect(await readTurn(target, person, failed.conversationId), fault).toMatchObject({ state: 'failed' });
  }
});

claim('A18', 'simulated', 'the first piece arrives while the last is held back', async (target) => {
  const person = await target.people.fresh();
  const conversationId = await beginConversation(target, person);
  const hold = canary();
  const events: TurnEvent[] = [];
  for await (const event of askIn(
    target,
    person,
    conversationId,
    says('one two three four five', ` hold=${hold}`),
  )) {
    if (event.type === 'delta' && !events.some(({ type }) => type === 'delta')) {
      expect((await target.models.calls()).at(-1)?.state).toBe('open');
      await target.models.act('POST /release', { hold });
    }
    events.push(event);
  }
  expect(readEvents(events)).toMatchObject({
    answer: 'one two three four five',
    done: { state: 'answered' },
  });
});

claim('A18', 'simulated', 'a stream that was cut goes on where it was', async (target) => {
  const person = await target.people.fresh();
  const conversationId = await beginConversation(target, person);
  const first: TurnEvent[] = [];
  for await (const event of askIn(target, person, conversationId, '[[models tokens=60 pace=60]]')) {
    first.push(event);
    if (first.filter(({ type }) => type === 'delta').length === 5) break;
  }
  const { turnId } = readEvents(first);
  const seen = first.findLast((event) => event.type === 'delta')?.seq ?? -1;
  const path = `/v1/conversations/${conversationId}/turns/${turnId}/events?after=${seen}`;
  const rest: unknown[] = [];
  for await (const { data } of target.stream(`GET ${path}`, { as: person })) rest.push(data);
  const texts = [...first, ...rest]
    .filter((event) => at(event, 'type') === 'delta')
    .map((event) => at(event, 'text'));
  expect(texts.length).toBeGreaterThan(5);
  expect(await readTurn(target, person, conversationId)).toMatchObject({
    answer: texts.join(''),
    state: 'answered',
    outputTokens: 60,
  });
});

claim('A18', 'simulated', 'a stop ends the call of the model', async (target) => {
  const { done } = await askAndStop(target, await target.people.fresh(), async () =>
    expect((await target.models.calls()).at(-1)?.state).toBe('open'),
  );
  expect(done?.state).toBe('stopped');
  // The whole answer takes half a minute.
  const call = async () => (await target.models.calls()).at(-1);
  await expect.poll(async () => (await call())?.state, { timeout: 5000 }).toBe('client-closed');
  expect(done?.outputTokens).toBeLessThan(600);
});

claim('A24', 'simulated', 'what answers say, and what the guard has read', async (target) => {
  const person = await target.people.fresh();
  const { conversationId, events } = await ask(target, person, says('Nothing is kept.'));
  expect(events[0]).toMatchObject({ type: 'start', retention: 'none' });
  expect(await readTurn(target, person, conversationId)).toMatchObject({ retention: 'none' });
});

claim('A16', 'simulated', 'what the model was asked', async (target) => {
  const person = await target.people.fresh();
  for (const model of modelsOffered('local', [])) {
    const question = canary();
    await target.models.act('PUT /captures', { on: true });
    await ask(target, person, question, model.id);
    const captured = (await target.models.captures()).filter(({ body }) => body.includes(question));
    await target.models.act('PUT /captures', { on: false });
    expect(captured).toHaveLength(1);
    expect(Object.values(model.inferenceProfile)).toContain(
      decodeURIComponent(/^\/model\/([^/]+)\/converse-stream$/.exec(captured[0]?.path ?? '')?.[1] ?? ''),
    );
    const call = (await target.models.calls()).find(({ id }) => id === captured[0]?.id);
    expect(call).toMatchObject({ operation: 'ConverseStream', state: 'completed' });
  }
});

claim('T7', 'simulated', 'a model that is not listed is never called', async (target) => {
  const person = await target.people.fresh();
  const before = (await target.models.calls()).length;
  const refused = await target.api('POST /v1/conversations', {
    as: person,
    body: { title: 'x', model: 'a-model-that-learns' },
  });
  expect(refused.status).toBe(400);
  const conversationId = await beginConversation(target, person);
  const turn = askIn(target, person, conversationId, 'Learn this.', 'a-model-that-learns');
  await expect(turn.next()).rejects.toMatchObject({ status: 400 });
  expect(await itemsOf(target, turns, person.userId)).toEqual([]);
  expect(await target.models.calls()).toHaveLength(before);
});

claim('A38', 'simulated', 'a conversation of five years ago', async (target) => {
  const person = await target.people.fresh();
  const { conversationId } = await ask(target, person, says('Still here.'));
  for (const spec of [conversations, turns]) {
    for (const item of await itemsOf(target, spec, person.userId)) {
      expect(item, spec.name).not.toHaveProperty('expiresAt');
      await change(target, spec, item, { createdAt: daysAgo(5 * 366) });
    }
  }
  await target.aws.runScheduled('purge');
  expect(await readTurn(target, person, conversationId)).toMatchObject({ answer: 'Still here.' });
});
