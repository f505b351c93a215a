import { KMS } from '@aws-sdk/client-kms';
import { expect } from 'vitest';
import { credentials } from '../../contracts/credentials/stores.ts';
import { contentKeys, credentialKeys } from '../../contracts/platform/stores.ts';
import { erasures } from '../../contracts/privacy/stores.ts';
import { beginConversation } from '../support/evidence/chatting.ts';
import { claim } from '../support/evidence/claim.ts';
import { leaveForGood, leaveForNow, verifies } from '../support/evidence/leaving.ts';
import { instancesOf, launch } from '../support/evidence/machines.ts';
import { bytesOf } from '../support/evidence/sealed.ts';
import { change, daysAgo, itemsOf } from '../support/evidence/storage.ts';
import { at } from '../support/evidence/template.ts';
import type { Person, Target } from '../support/target.ts';

/** Which KMS key wraps a content key now: under another encryption context KMS opens nothing. */
async function wrappingKeyOf(
  target: Target,
  { userId }: Person,
  item: Readonly<Record<string, unknown>> | undefined,
): Promise<string> {
  const kms = target.aws.client(KMS);
  const opens = (purpose: string) =>
    kms
      .decrypt({
        CiphertextBlob: bytesOf(item?.['wrapped']),
        EncryptionContext: { userId, purpose },
      })
      .then(
        () => true,
        () => false,
      );
  if (await opens('recovery')) return 'recovery';
  return (await opens('content')) ? 'active' : 'neither';
}

claim('C83', 'deployed', 'an account comes back within its window, with its content', async (target) => {
  const person = await target.people.fresh();
  const conversationId = await beginConversation(target, person, 'still mine');
  const [open] = await itemsOf(target, contentKeys, person.userId);
  expect(await wrappingKeyOf(target, person, open)).toBe('active');
  const stored = { label: 'mail', value: 'for as long as I stay' };
  await target.api('POST /v1/credentials', { as: person, body: stored });
  expect(await itemsOf(target, credentials, person.userId)).toHaveLength(1);
  expect(await itemsOf(target, credentialKeys, person.userId)).toHaveLength(1);
  await leaveForNow(target, person);
  expect(await itemsOf(target, credentialKeys, person.userId)).toEqual([]);
  expect(await itemsOf(target, credentials, person.userId)).toEqual([]);
  expect((await target.api('GET /v1/account', { as: person })).status).toBe(401);
  const [key] = await itemsOf(target, contentKeys, person.userId);
  expect(key).toMatchObject({ state: 'recovery' });
  expect(await wrappingKeyOf(target, person, key)).toBe('recovery');
  // As if it had been closed four weeks ago: a day of the window is left.
  const [erasure] = await itemsOf(target, erasures, person.userId);
  const dueAt = Number(erasure?.['dueAt']) - 28 * 86_400;
  await change(target, erasures, erasure ?? {}, { requestedAt: daysAgo(28), dueAt });
  const again = await target.people.signIn(person);
  const closed = await target.api('GET /v1/conversations', { as: again });
  expect(closed.body).toMatchObject({ code: 'account_closing' });
  expect((await target.api('POST /v1/account/restore', { as: again })).status).toBe(202);
  await expect
    .poll(async () => (await target.api(`GET /v1/conversations/${conversationId}`, { as: again })).status, {
      timeout: 60_000,
    })
    .toBe(200);
  const read = await target.api(`GET /v1/conversations/${conversationId}`, { as: again });
  expect(at(read.body, 'conversation', 'title')).toBe('still mine');
});

claim('C83', 'deployed', 'after the window it is too late; without one it begins at once', async (target) => {
  const person = await target.people.fresh();
  await leaveForNow(target, person);
  const [erasure] = await itemsOf(target, erasures, person.userId);
  await change(target, erasures, erasure ?? {}, { dueAt: Math.floor(Date.now() / 1000) - 1 });
  const again = await target.people.signIn(person);
  const late = await target.api('POST /v1/account/restore', { as: again });
  expect(late.body).toMatchObject({ code: 'too_late' });
  const other = await target.people.fresh();
  expect(verifies(await leaveForGood(target, other))).toBe(true);
});

claim('C83', 'simulated', 'the machine is gone while the window is still open', async (target) => {
  const person = await target.people.fresh();
  const { InstanceId = '' } = await launch(target, person);
  expect(await target.vmHost.isRunning(InstanceId)).toBe(true);
  await leaveForNow(target, person);
  const after = await instancesOf(target, person);
  expect(after.map(({ State }) => State?.Name)).toEqual(['terminated']);
});
