import { expect } from 'vitest';
import { answerChunks, conversations, turns } from '../../contracts/chat.ts';
import type { TurnEvent } from '../../contracts/chat-routes.ts';
import { credentials } from '../../contracts/credentials.ts';
import { tablesOf } from '../../contracts/stores.ts';
import { category } from '../../policy/categories.ts';
import { profiles } from '../../policy/profiles/all.ts';
import { plant } from '../support/canary/canary.ts';
import { ask, askIn, beginConversation } from '../support/evidence/chatting.ts';
import { claim } from '../support/evidence/claim.ts';
import { change, daysAgo, itemsOf } from '../support/evidence/storage.ts';
import { at } from '../support/evidence/template.ts';

claim(
  'A13',
  'simulated',
  { readOnly: false, shows: 'a canary of a chat reaches the model and nobody else' },
  async (target) => {
    const person = await target.people.fresh();
    const secret = plant('a question');
    await target.models.act('PUT /captures', { on: true });
    await ask(target, person, secret.text);
    const asked = (await target.models.captures()).filter(({ body }) => body.includes(secret.marks[0] ?? ''));
    await target.models.act('PUT /captures', { on: false });
    expect(asked).toHaveLength(1);
    const { findings, pieces } = await target.scan([secret], ['disk']);
    expect(pieces['logs']).toBeGreaterThan(0);
    expect(pieces).toHaveProperty('mail');
    expect(findings).toEqual([]);
  },
);

claim(
  'A37',
  'simulated',
  { readOnly: false, shows: 'what a chat leaves in which tables' },
  async (target) => {
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
    await ask(target, person, 'Where does this go?');
    const after = await count();
    const grown = tables.filter((spec) => (after.get(spec) ?? 0) > (before.get(spec) ?? 0));
    expect(grown).toEqual(expect.arrayContaining([conversations, turns]));
    for (const spec of grown) {
      expect(category(spec.privacy.category).content, spec.name).toBe(true);
      expect(spec.sealedWith, spec.name).toBe('content');
    }
  },
);

claim(
  'A19',
  'simulated',
  { readOnly: false, shows: 'prompt and pieces are stored while the answer arrives' },
  async (target) => {
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
      expect(chunk?.['deltas']).toBeInstanceOf(Uint8Array);
      expect(JSON.stringify(chunk)).not.toContain(secret.marks[0]);
      // As if the function had died: nobody sees that, so its time tells.
      await change(target, turns, item ?? {}, { createdAt: daysAgo(1) });
      const read = await target.api({
        method: 'GET',
        path: `/v1/conversations/${conversationId}`,
        as: person,
      });
      expect(at(read.body, 'turns', '0')).toMatchObject({ state: 'failed', failure: 'interrupted' });
      expect(secret.text).toContain(String(at(read.body, 'turns', '0', 'answer')));
      await target.models.act('POST /release', { hold });
    }
    expect(events.length).toBeGreaterThan(3);
  },
);

claim(
  'C85',
  'simulated',
  { readOnly: false, shows: 'content of an active account outlives every purge' },
  async (target) => {
    const person = await target.people.fresh();
    await ask(target, person, 'Keep this.');
    const body = { label: 'old', value: 'kept' };
    expect((await target.api({ method: 'POST', path: '/v1/credentials', as: person, body })).status).toBe(
      201,
    );
    const kept = [conversations, turns, credentials];
    for (const spec of kept) {
      for (const item of await itemsOf(target, spec, person.userId)) {
        await change(target, spec, item, { createdAt: daysAgo(5 * 366) });
      }
    }
    const read = () => Promise.all(kept.map((spec) => itemsOf(target, spec, person.userId)));
    const before = await read();
    expect(before.map((items) => items.length)).toEqual([1, 1, 1]);
    await target.aws.runScheduled('purge');
    expect(await read()).toEqual(before);
  },
);
