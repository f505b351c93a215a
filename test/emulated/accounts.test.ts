import { expect, inject, it } from 'vitest';
import { openShared } from '../support/deployment/open.ts';

const { parts } = openShared(inject('deployment'));

it('signs a person up and in, and forgets the session at once when it ends', async () => {
  const person = await parts.people.fresh();
  const before = await parts.api({ method: 'GET', path: '/v1/session', as: person });
  expect(before.body).toMatchObject({ stage: 'ready', userId: person.userId, state: 'active' });
  const out = await parts.api({ method: 'POST', path: '/v1/sign-out', as: person });
  expect(out.status).toBe(200);
  const after = await parts.api({ method: 'GET', path: '/v1/session', as: person });
  expect(after.status).toBe(401);
});

it('makes no account before the policy in force is accepted', async () => {
  const newcomer = await parts.people.newcomer();
  const refused = await parts.api({ method: 'GET', path: '/v1/credits', as: newcomer });
  expect(refused.body).toMatchObject({ status: 403, code: 'onboarding_required' });
  const outdated = await parts.api({
    method: 'POST',
    path: '/v1/onboarding',
    as: newcomer,
    body: { policyVersion: '2020-01-01', adult: true },
  });
  expect(outdated.body).toMatchObject({ status: 409, code: 'policy_outdated' });
  const minor = await parts.api({
    method: 'POST',
    path: '/v1/onboarding',
    as: newcomer,
    body: { policyVersion: '2026-11-23', adult: false },
  });
  expect(minor.body).toMatchObject({ status: 400, code: 'invalid_request' });
});

it('welcomes a new account with credits once', async () => {
  const person = await parts.people.fresh();
  const credits = await parts.api({ method: 'GET', path: '/v1/credits', as: person });
  expect(credits.body).toEqual({ balance: 500_000_000, available: 500_000_000, held: 0, level: 'good' });
});

it('refuses a callback that was not begun in this browser', async () => {
  const forged = await parts.api({ method: 'GET', path: '/v1/sign-in/callback?code=x&state=forged' });
  expect(forged.body).toMatchObject({ status: 400, code: 'sign_in_failed' });
});

it('shows the value of an API key once, keeps it to its scopes, and revokes it at once', async () => {
  const person = await parts.people.fresh();
  const body = { label: 'reader', scopes: ['credits:read'], expiresInDays: 1 };
  const made = await parts.api({ method: 'POST', path: '/v1/api-keys', as: person, body });
  expect(made.status).toBe(201);
  const { value, key } = made.body as { value: string; key: { tokenId: string } };
  const asKey = { apiKey: value };
  expect((await parts.api({ method: 'GET', path: '/v1/credits', as: asKey })).status).toBe(200);
  expect((await parts.api({ method: 'GET', path: '/v1/account', as: asKey })).status).toBe(403);
  expect(
    (await parts.api({ method: 'DELETE', path: `/v1/api-keys/${key.tokenId}`, as: person })).status,
  ).toBe(204);
  expect((await parts.api({ method: 'GET', path: '/v1/credits', as: asKey })).status).toBe(401);
});
