import {
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect } from 'vitest';
import { accounts, tokens } from '../../contracts/accounts.ts';
import { balances, ledger } from '../../contracts/billing.ts';
import { conversations } from '../../contracts/chat.ts';
import { contentKeys, credentialKeys } from '../../contracts/keys.ts';
import { erasures } from '../../contracts/privacy.ts';
import { storesOf, tablesOf } from '../../contracts/stores.ts';
import { isAccountedFor } from '../../lambdas/privacy/erasures.ts';
import { profileIds, profiles } from '../../policy/profiles/all.ts';
import { known, plant } from '../support/canary/canary.ts';
import { beginConversation } from '../support/evidence/chatting.ts';
import { claim } from '../support/evidence/claim.ts';
import { leave, leaveForGood, receiptOf, verifies } from '../support/evidence/leaving.ts';
import { outputOf } from '../support/evidence/outputs.ts';
import { change, everyItem, itemsOf } from '../support/evidence/storage.ts';
import { at } from '../support/evidence/template.ts';
import type { Person, Target } from '../support/target.ts';

/** The emulator's mailbox, recorder and files are instruments of the tests, not stores of the platform. */
const instruments = ['mail', 'recorder', 'disk'];

const signedUp = (target: Target, person: Person): Promise<boolean> =>
  target.aws
    .client(CognitoIdentityProviderClient)
    .send(new AdminGetUserCommand({ UserPoolId: outputOf(target, 'UserPoolId'), Username: person.email }))
    .then(
      () => true,
      (error: unknown) =>
        error instanceof Error && error.name === 'UserNotFoundException' ? false : Promise.reject(error),
    );

claim(
  'T30',
  'deployed',
  { readOnly: false, shows: 'no store holds address or content of an erased person' },
  async (target) => {
    const began = new Date();
    const person = await target.people.fresh();
    const title = plant('a title');
    await beginConversation(target, person, title.text);
    const { document } = await leaveForGood(target, person);
    expect(document.stores.map(({ store }) => store).sort()).toEqual(
      storesOf(profiles[target.profile].capabilities)
        .filter(isAccountedFor)
        .map(({ name }) => name)
        .sort(),
    );
    expect(document.stores.find(({ store }) => store === 'conversations')).toMatchObject({
      erased: 1,
      left: 0,
    });
    const people = [title, known('address', person.email, began)];
    const { findings } = await target.scan(people, instruments);
    expect(findings).toEqual([]);
    const emptied = tablesOf(profiles[target.profile].capabilities).filter(
      ({ privacy }) => privacy.erase === 'delete',
    );
    expect(emptied.length).toBeGreaterThan(5);
    for (const spec of emptied) {
      expect(JSON.stringify(await everyItem(target, spec)).includes(person.userId), spec.name).toBe(false);
    }
  },
);

claim(
  'T36',
  'deployed',
  { readOnly: false, shows: 'a request ends in a receipt that verifies' },
  async (target) => {
    const person = await target.people.fresh();
    const receipt = await leaveForGood(target, person);
    expect(receipt.document).toMatchObject({ userId: person.userId, format: 'cloister-erasure-receipt/1' });
    expect(verifies(receipt)).toBe(true);
    const other = person.userId.endsWith('0') ? '1' : '0';
    const forged = receipt.text.replace(person.userId, `${person.userId.slice(0, -1)}${other}`);
    expect(verifies({ ...receipt, text: forged })).toBe(false);
  },
);

claim('T37', 'deployed', { readOnly: false, shows: 'an old sign-in does not do' }, async (target) => {
  const person = await target.people.fresh();
  for (const token of await itemsOf(target, tokens, person.userId)) {
    const [full] = (await everyItem(target, tokens)).filter((item) => item['tokenId'] === token['tokenId']);
    await change(target, tokens, full ?? {}, { signedInAt: Math.floor(Date.now() / 1000) - 3600 });
  }
  const refused = await target.api({
    method: 'DELETE',
    path: '/v1/account',
    as: person,
    body: { recovery: false },
  });
  expect(refused.body).toMatchObject({ status: 401, code: 'reauth_required' });
  expect(await itemsOf(target, accounts, person.userId)).toHaveLength(1);
  const again = await target.people.signIn(person);
  expect(verifies(await leaveForGood(target, again))).toBe(true);
});

claim(
  'A40',
  'deployed',
  { readOnly: false, shows: 'record, sign-in identity and sessions are gone' },
  async (target) => {
    const person = await target.people.fresh();
    expect(await signedUp(target, person)).toBe(true);
    await leaveForGood(target, person);
    expect(await itemsOf(target, accounts, person.userId)).toEqual([]);
    expect(await itemsOf(target, tokens, person.userId)).toEqual([]);
    expect(await signedUp(target, person)).toBe(false);
    expect((await target.api({ method: 'GET', path: '/v1/account', as: person })).status).toBe(401);
  },
);

claim(
  'A42',
  'deployed',
  { readOnly: false, shows: 'the account and all that is attached to it' },
  async (target) => {
    const person = await target.people.fresh();
    await beginConversation(target, person, 'soon gone');
    await leaveForGood(target, person);
    const deleted = tablesOf(profiles[target.profile].capabilities).filter(
      ({ privacy }) => privacy.subject.by === 'user' && privacy.erase === 'delete',
    );
    expect(deleted).toEqual(expect.arrayContaining([conversations, contentKeys]));
    for (const spec of deleted) expect(await itemsOf(target, spec, person.userId), spec.name).toEqual([]);
  },
);

claim(
  'C137',
  'deployed',
  { readOnly: false, shows: 'the identity service is told to delete too' },
  async (target) => {
    const person = await target.people.fresh();
    const { document } = await leaveForGood(target, person);
    expect(await signedUp(target, person)).toBe(false);
    expect(document.stores.find(({ store }) => store === 'user-pool')).toMatchObject({ erased: 1, left: 0 });
  },
);

claim(
  'C124',
  'deployed',
  { readOnly: false, shows: 'what law keeps stays apart and is named' },
  async (target) => {
    const person = await target.people.fresh();
    const [account] = await itemsOf(target, accounts, person.userId);
    const customerId = String(account?.['customerId']);
    const { document } = await leaveForGood(target, person);
    const kept = await itemsOf(target, ledger, customerId);
    expect(kept.length).toBeGreaterThan(0);
    expect(JSON.stringify(kept)).not.toContain(person.userId);
    expect(JSON.stringify(kept)).not.toContain(person.email);
    expect(await itemsOf(target, balances, customerId)).toEqual([]);
    const named = document.stores.find(({ store }) => store === 'ledger');
    expect(named?.stays).toMatch(/seven years by law/);
    expect(document.stores.find(({ store }) => store === 'conversations')?.left).toBe(0);
  },
);

claim('C86', 'synth', { readOnly: true, shows: 'window and erasure end by day 30' }, () => {
  for (const id of profileIds) expect(profiles[id].recoveryDays, id).toBeLessThanOrEqual(29);
});

claim(
  'C86',
  'deployed',
  { readOnly: false, shows: 'an account whose window is over is erased by the sweep' },
  async (target) => {
    const person = await target.people.fresh();
    await beginConversation(target, person, 'not for ever');
    const receiptId = await leave(target, person, true);
    await expect
      .poll(async () => (await itemsOf(target, erasures, person.userId))[0]?.['state'], { timeout: 60_000 })
      .toBe('waiting');
    const [erasure] = await itemsOf(target, erasures, person.userId);
    const requestedAt = Date.parse(String(erasure?.['requestedAt']));
    expect(Number(erasure?.['dueAt']) * 1000 - requestedAt).toBeLessThanOrEqual(29 * 86_400_000);
    await change(target, erasures, erasure ?? {}, { dueAt: Math.floor(Date.now() / 1000) - 1 });
    await target.aws.runScheduled('sweep-erasures');
    const { document } = await receiptOf(target, receiptId);
    expect(Date.parse(document.erasedAt) - requestedAt).toBeLessThan(30 * 86_400_000);
    expect(await itemsOf(target, conversations, person.userId)).toEqual([]);
  },
);

claim(
  'C83',
  'deployed',
  { readOnly: false, shows: 'an account comes back within its window, with its content' },
  async (target) => {
    const person = await target.people.fresh();
    const conversationId = await beginConversation(target, person, 'still mine');
    await leave(target, person, true);
    await expect
      .poll(async () => (await itemsOf(target, erasures, person.userId))[0]?.['state'], { timeout: 60_000 })
      .toBe('waiting');
    expect(await itemsOf(target, credentialKeys, person.userId)).toEqual([]);
    const [key] = await itemsOf(target, contentKeys, person.userId);
    expect(key).toMatchObject({ state: 'recovery' });
    const again = await target.people.signIn(person);
    const closed = await target.api({ method: 'GET', path: '/v1/conversations', as: again });
    expect(closed.body).toMatchObject({ code: 'account_closing' });
    expect((await target.api({ method: 'POST', path: '/v1/account/restore', as: again })).status).toBe(202);
    await expect
      .poll(
        async () =>
          (await target.api({ method: 'GET', path: `/v1/conversations/${conversationId}`, as: again }))
            .status,
        { timeout: 60_000 },
      )
      .toBe(200);
    const read = await target.api({ method: 'GET', path: `/v1/conversations/${conversationId}`, as: again });
    expect(at(read.body, 'conversation', 'title')).toBe('still mine');
  },
);

claim(
  'C83',
  'deployed',
  { readOnly: false, shows: 'after the window it is too late; without one it begins at once' },
  async (target) => {
    const person = await target.people.fresh();
    await leave(target, person, true);
    await expect
      .poll(async () => (await itemsOf(target, erasures, person.userId))[0]?.['state'], { timeout: 60_000 })
      .toBe('waiting');
    const [erasure] = await itemsOf(target, erasures, person.userId);
    await change(target, erasures, erasure ?? {}, { dueAt: Math.floor(Date.now() / 1000) - 1 });
    const again = await target.people.signIn(person);
    const late = await target.api({ method: 'POST', path: '/v1/account/restore', as: again });
    expect(late.body).toMatchObject({ code: 'too_late' });
    const other = await target.people.fresh();
    expect(verifies(await leaveForGood(target, other))).toBe(true);
  },
);
