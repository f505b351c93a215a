import { randomBytes } from 'node:crypto';
import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, inject, it } from 'vitest';
import { accounts, tokens } from '../../contracts/accounts/stores.ts';
import { contentKeys, credentialKeys } from '../../contracts/platform/stores.ts';
import { hashToken } from '../../lambdas/platform/auth/token.ts';
import { welcomesADay } from '../../policy/welcome.ts';
import { openShared } from '../support/deployment/open.ts';
import { beginConversation } from '../support/evidence/chatting.ts';
import { leaveForGood } from '../support/evidence/leaving.ts';
import { documentsOf, everyItem, itemsOf } from '../support/evidence/storage.ts';
import { LOCKED_MS, poolOf, signUpOf, sweepAsDeployed } from '../support/sign-ups.ts';
import type { Person } from '../support/target.ts';

const { parts } = openShared(inject('deployment'));

const balanceOf = async (as: Person) => (await parts.api('GET /v1/credits', { as })).body;

it('signs a person up and in, and forgets the session at once when it ends', async () => {
  const person = await parts.people.fresh();
  const before = await parts.api('GET /v1/session', { as: person });
  expect(before.body).toMatchObject({ stage: 'ready', userId: person.userId, state: 'active' });
  const out = await parts.api('POST /v1/sign-out', { as: person });
  expect(out.status).toBe(200);
  const after = await parts.api('GET /v1/session', { as: person });
  expect(after.status).toBe(401);
});

it('makes no account before the policy in force is accepted', async () => {
  const newcomer = await parts.people.newcomer();
  const refused = await parts.api('GET /v1/credits', { as: newcomer });
  expect(refused.body).toMatchObject({ status: 403, code: 'onboarding_required' });
  const outdated = await parts.api('POST /v1/onboarding', {
    as: newcomer,
    body: { policyVersion: '2020-01-01', adult: true },
  });
  expect(outdated.body).toMatchObject({ status: 409, code: 'policy_outdated' });
  const minor = await parts.api('POST /v1/onboarding', {
    as: newcomer,
    body: { policyVersion: '2026-11-23', adult: false },
  });
  expect(minor.body).toMatchObject({ status: 400, code: 'invalid_request' });
});

it('gives welcome credits once for a mailbox, however often its accounts are deleted', async () => {
  const domain = `again-${randomBytes(6).toString('hex')}.test`;
  const first = await parts.people.fresh(`some.body@${domain}`);
  expect(await balanceOf(first)).toMatchObject({ level: 'good' });
  await leaveForGood(parts, first);
  for (const address of [`some.body@${domain}`, `Some.Body+again@${domain}`]) {
    const again = await parts.people.fresh(address);
    expect(await balanceOf(again), address).toEqual({ balance: 0, available: 0, held: 0, level: 'empty' });
    const listed = await parts.api('GET /v1/credits/ledger', { as: again });
    expect(listed.body).toEqual({ items: [] });
    await leaveForGood(parts, again);
  }
  const other = await parts.people.fresh(`somebody@${domain}`);
  expect(await balanceOf(other)).toMatchObject({ level: 'good' });
});

it('gives a domain its share of welcomes a day, and accounts without one after that', async () => {
  const domain = `farm-${randomBytes(6).toString('hex')}.test`;
  for (let n = 0; n < welcomesADay(domain); n++)
    expect(await balanceOf(await parts.people.fresh(`person-${n}@${domain}`))).toMatchObject({
      level: 'good',
    });
  for (const host of [domain, `mail.${domain}`])
    expect(await balanceOf(await parts.people.fresh(`one.more@${host}`)), host).toMatchObject({ balance: 0 });
});

it('leaves nothing of a sign-up that came second: no account, and no keys of one', async () => {
  const first = await parts.people.newcomer();
  const { session } = await parts.people.signIn({ ...first, userId: '' });
  const body = { policyVersion: '2026-11-23', adult: true };
  const path = '/v1/onboarding';
  expect((await parts.api(`POST ${path}`, { as: first, body })).status).toBe(201);
  const second = await parts.api(`POST ${path}`, { as: { ...first, session }, body });
  expect(second.body).toMatchObject({ status: 409, code: 'already_exists' });
  const token = (await everyItem(parts, tokens)).find(({ tokenHash }) => tokenHash === hashToken(session));
  const userId = String(token?.['userId']);
  expect(token).toMatchObject({ kind: 'sign-in', userId: expect.stringMatching(/^usr_/) });
  for (const spec of [accounts, contentKeys, credentialKeys])
    expect(await itemsOf(parts, spec, userId), spec.name).toEqual([]);
});

it('makes no account of a sign-in that outlived the person’s erasure', async () => {
  const newcomer = await parts.people.newcomer();
  const person = { UserPoolId: poolOf(inject('deployment')), Username: newcomer.email };
  await parts.aws.client(CognitoIdentityProvider).adminDeleteUser(person);
  const body = { policyVersion: '2026-11-23', adult: true };
  const refused = await parts.api('POST /v1/onboarding', { as: newcomer, body });
  expect(refused.body).toMatchObject({ status: 401, code: 'unauthenticated' });
});

it('keeps an address for a week without an account, then locks it, and deletes it a day later', async () => {
  const [newcomer, holder] = [await parts.people.newcomer(), await parts.people.fresh()];
  const found = () =>
    Promise.all([newcomer, holder].map(({ email }) => signUpOf(inject('deployment'), email)));
  const free = { subject: expect.any(String), isLocked: false };
  const sweep = async (now: number) => sweepAsDeployed(inject('deployment'), subjects, now);
  await parts.aws.runScheduled('sweep-newcomers');
  const young = await found();
  expect(young).toEqual([free, free]);
  const subjects = young.map((one) => one?.subject ?? '');

  expect(await sweep(Date.now())).toEqual({ locked: 1, unlocked: 0, deleted: 0 });
  expect(await found()).toEqual([{ ...free, isLocked: true }, free]);
  await expect(parts.people.signIn({ ...newcomer, userId: '' })).rejects.toThrow();
  expect(await sweep(Date.now())).toEqual({ locked: 0, unlocked: 0, deleted: 0 });

  expect(await sweep(Date.now() + LOCKED_MS)).toEqual({ locked: 0, unlocked: 0, deleted: 1 });
  expect(await found()).toEqual([undefined, free]);
  await parts.people.signIn(holder);
});

it('gives the sign-in back to whoever opens an account while it is being locked', async () => {
  const newcomer = await parts.people.newcomer();
  const subjects = [(await signUpOf(inject('deployment'), newcomer.email))?.subject ?? ''];
  const sweep = () => sweepAsDeployed(inject('deployment'), subjects, Date.now());
  expect(await sweep()).toMatchObject({ locked: 1 });
  const body = { policyVersion: '2026-11-23', adult: true };
  const opened = await parts.api('POST /v1/onboarding', { as: newcomer, body });
  expect(opened.status).toBe(201);
  expect(await sweep()).toEqual({ locked: 0, unlocked: 1, deleted: 0 });
  await parts.people.signIn({ ...newcomer, userId: '' });
});

it('lets nobody go on whom an operator disables, by session or by key', async () => {
  const person = await parts.people.fresh();
  const body = { label: 'reader', scopes: ['credits:read'], expiresInDays: 1 };
  const made = await parts.api('POST /v1/api-keys', { as: person, body });
  const { value } = made.body as { value: string };
  const statuses = async () => [
    (await parts.api('GET /v1/session', { as: person })).status,
    (await parts.api('GET /v1/credits', { as: { apiKey: value } })).status,
  ];
  expect(await statuses()).toEqual([200, 200]);
  const disabled = { UserPoolId: poolOf(inject('deployment')), Username: person.email };
  await parts.aws.client(CognitoIdentityProvider).adminDisableUser(disabled);
  await parts.aws.runScheduled('shut-out');
  expect(await statuses()).toEqual([401, 401]);
});

it('ends an answer under way within seconds of its key being revoked, says why, and keeps what came', async () => {
  const person = await parts.people.fresh();
  const conversationId = await beginConversation(parts, person);
  const wanted = { label: 'asks', scopes: ['chat:read', 'chat:write'], expiresInDays: 1 };
  const made = await parts.api('POST /v1/api-keys', { as: person, body: wanted });
  const { value, key } = made.body as { value: string; key: { tokenId: string } };
  const path = `/v1/conversations/${conversationId}`;
  const body = { prompt: '[[models tokens=400 pace=50]]' };
  let revokedAt = 0;
  const events: unknown[] = [];
  for await (const { data } of parts.stream(`POST ${path}/turns`, { as: { apiKey: value }, body })) {
    events.push(data);
    if (events.length !== 3) continue;
    await parts.api(`DELETE /v1/api-keys/${key.tokenId}`, { as: person });
    revokedAt = Date.now();
  }
  expect(Date.now() - revokedAt).toBeLessThan(6_000);
  expect(events.at(-1)).toMatchObject({ type: 'error', code: 'unauthenticated' });
  const kept = async () => (await parts.api(`GET ${path}`, { as: person })).body;
  await expect.poll(kept, { timeout: 15_000 }).toMatchObject({ turns: [{ state: 'stopped' }] });
});

it('knows with the next request that an account is restricted, whatever its tokens repeat', async () => {
  const person = await parts.people.fresh();
  await documentsOf(parts).update({
    TableName: parts.aws.nameOf('accounts'),
    Key: { userId: person.userId },
    UpdateExpression: 'SET #state = :restricted',
    ExpressionAttributeNames: { '#state': 'state' },
    ExpressionAttributeValues: { ':restricted': 'restricted' },
  });
  const body = { label: 'One', value: 'secret' };
  const refused = await parts.api('POST /v1/credentials', { as: person, body });
  expect(refused.body).toMatchObject({ status: 403, code: 'account_restricted' });
});

it('welcomes a new account with credits once', async () => {
  const person = await parts.people.fresh();
  const credits = await parts.api('GET /v1/credits', { as: person });
  expect(credits.body).toEqual({ balance: 500_000_000, available: 500_000_000, held: 0, level: 'good' });
});

describe('a callback that signs nobody in leads to the console, which says why', () => {
  const begin = async () => {
    const begun = await parts.api('GET /v1/sign-in?next=/privacy');
    const cookie = begun.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    return { cookie, state: new URL(begun.headers.get('location') ?? '').searchParams.get('state') ?? '' };
  };
  const finish = async (query: string, cookie: string) => {
    const { status, headers, body } = await parts.api(`GET /v1/sign-in/callback?${query}`, {
      headers: { cookie },
    });
    return { status, body, to: headers.get('location'), cookies: headers.getSetCookie() };
  };
  const cleared = '__Host-login=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax';

  it('a forged or missing state, and leaves the session and a running attempt alone', async () => {
    const person = await parts.people.fresh();
    const { cookie, state } = await begin();
    const cookies = `${cookie}; __Host-session=${person.session}`;
    const refused = { status: 303, body: '', to: '/welcome?problem=sign_in_not_begun', cookies: [] };
    expect(await finish('code=x&state=forged', cookies)).toEqual(refused);
    expect(await finish('code=x', cookies)).toEqual(refused);
    // The cookie has expired.
    expect(await finish(`code=x&state=${state}`, `__Host-session=${person.session}`)).toEqual(refused);
    expect((await parts.api('GET /v1/session', { as: person })).status).toBe(200);
  });

  it('a code that is refused, and an end without a code', async () => {
    const { cookie, state } = await begin();
    expect(await finish(`code=guessed&state=${state}`, cookie)).toEqual({
      status: 303,
      body: '',
      to: '/welcome?problem=sign_in_refused',
      cookies: [cleared],
    });
    const ended = `error=access_denied&error_description=https://other.test&state=${state}`;
    expect(await finish(ended, cookie)).toEqual({
      status: 303,
      body: '',
      to: '/welcome?problem=sign_in_ended',
      cookies: [cleared],
    });
  });

  it('values of any length and script', async () => {
    const { cookie, state } = await begin();
    const long = 'x'.repeat(3000);
    const leadsTo = async (query: string) => {
      const { status, to } = await finish(query, cookie);
      return [status, to];
    };
    // As many characters as a state has, and more bytes.
    for (const forged of [long, encodeURIComponent('ü'.repeat(state.length))])
      expect(await leadsTo(`code=x&state=${forged}`)).toEqual([303, '/welcome?problem=sign_in_not_begun']);
    expect(await leadsTo(`code=${long}&state=${state}`)).toEqual([303, '/welcome?problem=sign_in_refused']);
    expect(await leadsTo(`error=${long}&state=${state}`)).toEqual([303, '/welcome?problem=sign_in_ended']);
  });
});

it('shows the value of an API key once, keeps it to its scopes, and revokes it at once', async () => {
  const person = await parts.people.fresh();
  const body = { label: 'reader', scopes: ['credits:read'], expiresInDays: 1 };
  const made = await parts.api('POST /v1/api-keys', { as: person, body });
  expect(made.status).toBe(201);
  const { value, key } = made.body as { value: string; key: { tokenId: string } };
  const asKey = { apiKey: value };
  expect((await parts.api('GET /v1/credits', { as: asKey })).status).toBe(200);
  expect((await parts.api('GET /v1/account', { as: asKey })).status).toBe(403);
  expect((await parts.api(`DELETE /v1/api-keys/${key.tokenId}`, { as: person })).status).toBe(204);
  expect((await parts.api('GET /v1/credits', { as: asKey })).status).toBe(401);
});
