import { expect } from 'vitest';
import { credentials } from '../../contracts/credentials/stores.ts';
import { contentKeys, credentialKeys } from '../../contracts/platform/stores.ts';
import { plant } from '../support/canary/canary.ts';
import { claim } from '../support/evidence/claim.ts';
import { leave, offersRecovery, receiptOf } from '../support/evidence/leaving.ts';
import { sealedText } from '../support/evidence/sealed.ts';
import { itemsOf } from '../support/evidence/storage.ts';

claim('T15', 'deployed', 'nothing of a stored credential lies anywhere in clear', async (target) => {
  const person = await target.people.fresh();
  const secret = plant('a credential');
  const body = { label: 'mail', value: secret.text };
  const stored = await target.api('POST /v1/credentials', { as: person, body });
  expect(stored.status).toBe(201);
  const [item] = await itemsOf(target, credentials, person.userId);
  expect(await sealedText(target, person, credentials, item, 'value')).toBe(JSON.stringify(secret.text));
  const scan = await target.scan([secret], ['disk']);
  expect(scan.pieces['tables']).toBeGreaterThan(0);
  expect(scan.findings).toEqual([]);
});

claim('T31', 'deployed', 'closing destroys the key and the values at once', async (target) => {
  const person = await target.people.fresh();
  const body = { label: 'mail', value: 'kept until the end' };
  expect((await target.api('POST /v1/credentials', { as: person, body })).status).toBe(201);
  const [kept] = await itemsOf(target, credentials, person.userId);
  expect(await sealedText(target, person, credentials, kept, 'value')).toBe('"kept until the end"');
  const closedAt = Date.now();
  // With a window nothing else is deleted for weeks: what is gone now went by closing.
  const receiptId = await leave(target, person, offersRecovery(target));
  await expect.poll(() => itemsOf(target, credentialKeys, person.userId), { timeout: 30_000 }).toEqual([]);
  expect(await itemsOf(target, credentials, person.userId)).toEqual([]);
  await expect(sealedText(target, person, credentials, kept, 'value')).rejects.toThrow();
  if (offersRecovery(target)) {
    expect(await itemsOf(target, contentKeys, person.userId)).toHaveLength(1);
    await leave(target, await target.people.signIn(person), false);
  }
  const { document } = await receiptOf(target, receiptId);
  const destroyed = document.keys.find(({ purpose }) => purpose === 'credentials');
  expect(Date.parse(String(destroyed?.destroyedAt))).toBeGreaterThanOrEqual(closedAt);
  expect(Date.parse(String(destroyed?.destroyedAt))).toBeLessThan(Date.parse(document.erasedAt));
  expect(document.stores.find(({ store }) => store === 'credentials')).toMatchObject({
    erased: 1,
    left: 0,
  });
});
