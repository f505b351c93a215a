// Alone: it captures what models are asked, for everybody, and purges.
import { expect } from 'vitest';
import type { TurnEvent } from '../../contracts/chat/routes.ts';
import { answerChunks, conversations, turns } from '../../contracts/chat/stores.ts';
import { credentials } from '../../contracts/credentials/stores.ts';
import { tablesOf } from '../../contracts/stores.ts';
import { category } from '../../policy/categories.ts';
import { profiles } from '../../policy/profiles/all.ts';
import { plant } from '../support/canary/canary.ts';
import { ask, askIn, beginConversation } from '../support/evidence/chatting.ts';
import { claim } from '../support/evidence/claim.ts';
import { rawBytes, sealedText } from '../support/evidence/sealed.ts';
import { change, daysAgo, itemsOf } from '../support/evidence/storage.ts';
import { at } from '../support/evidence/template.ts';

claim('A13', 'simulated', 'a canary of a chat reaches the model and nobody else', async (target) => {
  const person = await target.people.fresh();
  const secret = plant('a question');
  await target.models.act('PUT /captures', { on: true });
  await ask(target, person, secret.text);
  const asked = (await target.models.captures()).filter(({ body }) => body.includes(secret.marks[0] ?? ''));
  await target.models.act('PUT /captures', { on: false });
  expect(asked).toHaveLength(1);
  const { findings, pieces } = await target.scan([secret], ['disk']);
  for (const source of ['tables', 'logs']) expect(pieces[source], source).toBeGreaterThan(0);
  for (const source of ['objects', 'queues', 'workflows', 'mail']) expect(pieces).toHaveProperty(source);
  expect(findings).toEqual([]);
  // The same look finds what is not sealed: what the person calls a key.
  const shown = plant('a label');
  const key = { label: shown.marks[0], scopes: ['credits:read'], expiresInDays: 1 };
  await target.api('POST /v1/api-keys', { as: person, body: key });
  expect((await target.scan([shown], ['disk'])).findings.map(({ source }) => source)).toContain('tables');
});

claim('A37', 'simulated', 'what a chat leaves in which tables', async (target) => {
  const person = await target.people.fresh();
  const tables = tablesOf(profiles[target.profile].capabilities).filter(
    ({ privacy }) => privacy.subject.by === 'user',
  );
  const count = async () =>
    new Map(
      await Promise.all(
        tables.map(async (spec) => [spec, (await itemsOf(target, spec, person.userId)).length] as const),
      ),
    );
  const before = await count();
  const question = plant('a question');
  await ask(target, person, question.text);
  const after = await count();
  const grown = tables.filter((spec) => (after.get(spec) ?? 0) > (before.get(spec) ?? 0));
  expect(grown).toEqual(expect.arrayContaining([conversations, turns]));
  for (const spec of grown) {
    expect(category(spec.privacy.category).content, spec.name).toBe(true);
    expect(spec.sealedWith, spec.name).toBe('content');
  }
  const [conversation] = await itemsOf(target, conversations, person.userId);
  const [turn] = await itemsOf(target, turns, person.userId);
  expect(await sealedText(target, person, conversations, conversation, 'title')).toBe('"Evidence"');
  expect(await sealedText(target, person, turns, turn, 'prompt')).toBe(JSON.stringify(question.text));
  expect(await sealedText(target, person, turns, turn, 'answer')).not.toBe('""');
  for (const spec of tables)
    for (const item of await itemsOf(target, spec, person.userId))
      expect(rawBytes(item).includes(question.marks[0] ?? ''), spec.name).toBe(false);
});

claim('A19', 'simulated', 'prompt and pieces are stored while the answer arrives', async (target) => {
  const person = await target.people.fresh();
  const conversationId = await beginConversation(target, person);
  const secret = plant('an answer');
  const events: TurnEvent[] = [];
  const hold = `hold-${secret.marks[0]}`;
  for await (const event of askIn(
    target,
    person,
    conversationId,
    `[[models text="${secret.text}" hold=${hold}]] Go on.`,
  )) {
    events.push(event);
    if (events.length !== 3) continue;
    await expect
      .poll(() => itemsOf(target, answerChunks, person.userId), { timeout: 10_000 })
      .not.toEqual([]);
    const [item] = await itemsOf(target, turns, person.userId);
    expect(item).toMatchObject({ state: 'answering', prompt: expect.any(Uint8Array) });
    const [chunk] = await itemsOf(target, answerChunks, person.userId);
    expect(await sealedText(target, person, turns, item, 'prompt')).toContain(secret.text);
    const pieces: string[] = JSON.parse(await sealedText(target, person, answerChunks, chunk, 'deltas'));
    expect(pieces.join('')).not.toBe('');
    expect(secret.text).toContain(pieces.join(''));
    // As if the function had died: nobody sees that, so its time tells.
    await change(target, turns, item ?? {}, { createdAt: daysAgo(1) });
    const read = await target.api(`GET /v1/conversations/${conversationId}`, { as: person });
    expect(at(read.body, 'turns', '0')).toMatchObject({ state: 'failed', failure: 'interrupted' });
    expect(at(read.body, 'turns', '0', 'answer')).toMatch(/\S/);
    expect(secret.text).toContain(String(at(read.body, 'turns', '0', 'answer')));
    await target.models.act('POST /release', { hold });
  }
  expect(events.length).toBeGreaterThan(3);
});

claim('C85', 'simulated', 'content of an active account outlives every purge', async (target) => {
  const person = await target.people.fresh();
  const { conversationId } = await ask(target, person, 'Keep this.');
  const body = { label: 'old', value: 'kept' };
  expect((await target.api('POST /v1/credentials', { as: person, body })).status).toBe(201);
  const kept = [conversations, turns, credentials];
  for (const spec of kept) {
    for (const item of await itemsOf(target, spec, person.userId))
      await change(target, spec, item, { createdAt: daysAgo(5 * 366) });
  }
  const read = () => Promise.all(kept.map((spec) => itemsOf(target, spec, person.userId)));
  const before = await read();
  expect(before.map((items) => items.length)).toEqual([1, 1, 1]);
  expect(before.flat().filter((item) => 'expiresAt' in item)).toEqual([]);
  await target.aws.runScheduled('purge');
  expect(await read()).toEqual(before);
  // What nobody can open any more would be as good as gone.
  const path = `/v1/conversations/${conversationId}`;
  const turn = at((await target.api(`GET ${path}`, { as: person })).body, 'turns', '0');
  expect(turn).toMatchObject({ prompt: 'Keep this.' });
  expect(await sealedText(target, person, credentials, before[2]?.[0], 'value')).toBe('"kept"');
});
