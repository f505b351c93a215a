import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { WelcomeStore } from '../../../lambdas/accounts/welcome-store.ts';
import { welcomesADay } from '../../../policy/welcome.ts';
import { scriptedDocuments } from '../../support/scripted-documents.ts';

const now = Date.parse('2026-11-29T06:07:08.901Z');
const none = {};
const of = (use: string, count?: number) => ({
  Item: { hash: 'h', use, expiresAt: 4_000_000_000, v: 1, ...(count === undefined ? {} : { count }) },
});

function storeThatHears(...answers: Parameters<typeof scriptedDocuments>) {
  const hashed: string[] = [];
  const { db } = scriptedDocuments(...answers);
  const store = new WelcomeStore(db, 'hashes', async (use, value) => {
    hashed.push(`${use} ${value}`);
    return createHash('sha256').update(`${use}\n${value}`).digest('hex');
  });
  return { store, hashed };
}

it('a welcome is claimed for the mailbox and counted for its domain and day', async () => {
  const { store, hashed } = storeThatHears(none, none);
  const items = await store.claim('So.Me+1@mail.farm.test', now);
  expect(hashed).toEqual(['welcome so.me@mail.farm.test', 'welcomes-of-a-day 2026-11-29 farm.test']);
  expect(items).toMatchObject([
    { Put: { Item: { use: 'welcome' }, ConditionExpression: 'attribute_not_exists(#hash)' } },
    { Update: { ExpressionAttributeValues: { ':most': welcomesADay('farm.test') } } },
  ]);
  // Neither the address nor the moment is in what is kept.
  expect(JSON.stringify(items)).not.toMatch(/so\.me|farm/);
  expect(items?.[0]?.Put?.Item?.['expiresAt']).toBe(
    Date.parse('2026-11-01') / 1000 + Math.floor(2 * 365.25) * 86_400,
  );
});

it('there is none for a mailbox that had one, nor for a domain that had its share of the day', async () => {
  const most = welcomesADay('farm.test');
  expect(await storeThatHears(of('welcome'), none).store.claim('a@farm.test', now)).toBeUndefined();
  const full = storeThatHears(none, of('welcomes-of-a-day', most));
  expect(await full.store.claim('a@farm.test', now)).toBeUndefined();
  const last = storeThatHears(none, of('welcomes-of-a-day', most - 1));
  expect(await last.store.claim('a@farm.test', now)).toHaveLength(2);
});

it('a provider of many people has a larger share, not an endless one', () => {
  expect(welcomesADay('gmail.com')).toBeGreaterThan(welcomesADay('farm.test'));
  expect(welcomesADay('gmail.com')).toBeLessThanOrEqual(1000);
});
