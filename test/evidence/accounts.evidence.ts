import { createHash, randomBytes } from 'node:crypto';
import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import { expect } from 'vitest';
import { acceptances, accounts, identities, tokens } from '../../contracts/accounts/stores.ts';
import { claim } from '../support/evidence/claim.ts';
import { exportAll, exported } from '../support/evidence/leaving.ts';
import { outputOf } from '../support/evidence/outputs.ts';
import { rawBytes } from '../support/evidence/sealed.ts';
import { everyItem, itemsOf } from '../support/evidence/storage.ts';
import { at } from '../support/evidence/template.ts';
import type { Target } from '../support/target.ts';

const policyInForce = async (target: Target): Promise<string> =>
  String(at((await target.api('GET /v1/policies/privacy')).body, 'version'));

claim('T12', 'deployed', 'an account from an address and a password alone', async (target) => {
  const person = await target.people.fresh();
  const pool = outputOf(target, 'UserPoolId');
  const user = await target.aws
    .client(CognitoIdentityProvider)
    .adminGetUser({ UserPoolId: pool, Username: person.email });
  const attributes = (user.UserAttributes ?? [])
    .map(({ Name = '' }) => Name)
    .toSorted((a, b) => a.localeCompare(b));
  expect(attributes).toContain('email');
  expect(attributes.filter((name) => !['email', 'email_verified', 'sub'].includes(name ?? ''))).toEqual([]);
});

claim('A6', 'deployed', 'the address given at sign-up', async (target) => {
  const person = await target.people.fresh();
  const account = await target.api('GET /v1/account', { as: person });
  expect(account.status).toBe(200);
  expect(at(account.body, 'email')).toBe(person.email);
});

claim('A6', 'deployed', 'no sign-up without an address', async (target) => {
  const cognito = target.aws.client(CognitoIdentityProvider);
  const ClientId = outputOf(target, 'SignUpClientId');
  const name = `somebody-${randomBytes(6).toString('hex')}`;
  const Password = `${randomBytes(12).toString('base64url')}-Aa1`;
  const signUp = (Username: string) => cognito.signUp({ ClientId, Username, Password });
  for (const without of [name, '+4915112345678'])
    await expect(signUp(without)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  const UserPoolId = outputOf(target, 'UserPoolId');
  const find = (Username: string) => cognito.adminGetUser({ UserPoolId, Username });
  await expect(find(name)).rejects.toMatchObject({ name: 'UserNotFoundException' });
  // The same call with nothing but an address in its place is taken.
  const address = `${name}@people.test`;
  await signUp(address);
  expect((await find(address)).UserAttributes).toContainEqual({ Name: 'email', Value: address });
});

claim('A8', 'deployed', 'the account view', async (target) => {
  const before = Date.now();
  const person = await target.people.fresh();
  const account = await target.api('GET /v1/account', { as: person });
  const created = Date.parse(String(at(account.body, 'createdAt')));
  expect(created).toBeGreaterThanOrEqual(before);
  expect(created).toBeLessThanOrEqual(Date.now());
  const [item] = await itemsOf(target, accounts, person.userId);
  expect(item?.['createdAt']).toBe(at(account.body, 'createdAt'));
});

claim('C37', 'deployed', {}, async (target) => {
  const person = await target.people.fresh();
  const account = await target.api('GET /v1/account', { as: person });
  expect(account.body).toMatchObject({ userId: person.userId, state: 'active' });
  const sessions = await target.api('GET /v1/sessions', { as: person });
  expect(at(sessions.body, 'items', '0')).toMatchObject({ kind: 'session', current: true });
  const left = await target.api('POST /v1/sign-out', { as: person });
  expect(left.status).toBe(200);
  expect((await target.api('GET /v1/account', { as: person })).status).toBe(401);
});

claim('C3', 'deployed', {}, async (target) => {
  const newcomer = await target.people.newcomer();
  const refused = await target.api('POST /v1/onboarding', { as: newcomer, body: { adult: true } });
  expect(refused.status).toBe(400);
  const outdated = { policyVersion: '1999-01-01', adult: true };
  expect((await target.api('POST /v1/onboarding', { as: newcomer, body: outdated })).status).toBe(409);
  const without = await target.api('GET /v1/account', { as: newcomer });
  expect(without.body).toMatchObject({ status: 403, code: 'onboarding_required' });

  const person = await target.people.fresh();
  const policy = await target.api('GET /v1/policies/privacy');
  const account = await target.api('GET /v1/account', { as: person });
  const document = `privacy#${String(at(policy.body, 'version'))}`;
  expect(at(account.body, 'acceptances', '0', 'document')).toBe(document);
  const [accepted] = await itemsOf(target, acceptances, person.userId);
  expect(at(policy.body, 'sha256')).toMatch(/^[0-9a-f]{64}$/);
  expect(accepted).toMatchObject({ document, sha256: at(policy.body, 'sha256'), channel: 'console' });
  const { archive } = await exportAll(target, person);
  expect(exported(archive, 'acceptances')).toMatchObject([{ document, sha256: at(policy.body, 'sha256') }]);
});

claim('C178', 'deployed', 'no account without the declaration', async (target) => {
  const newcomer = await target.people.newcomer();
  const known = await everyItem(target, identities);
  const policyVersion = await policyInForce(target);
  for (const body of [{ policyVersion }, { policyVersion, adult: false }]) {
    const refused = await target.api('POST /v1/onboarding', { as: newcomer, body });
    expect(refused.status).toBe(400);
  }
  expect(await everyItem(target, identities)).toHaveLength(known.length);
  const without = await target.api('GET /v1/account', { as: newcomer });
  expect(without.body).toMatchObject({ status: 403, code: 'onboarding_required' });
  const body = { policyVersion, adult: true };
  const accepted = await target.api('POST /v1/onboarding', { as: newcomer, body });
  expect(accepted.status).toBe(201);
});

claim('C105', 'deployed', {}, async (target) => {
  const person = await target.people.fresh();
  const made = await target.api('POST /v1/api-keys', {
    as: person,
    body: { label: 'once', scopes: ['credits:read'], expiresInDays: 1 },
  });
  const value = String(at(made.body, 'value'));
  expect(value).toMatch(/^clk_[\w-]{43}$/);
  const listed = await target.api('GET /v1/api-keys', { as: person });
  expect(at(listed.body, 'items', '0', 'label')).toBe('once');
  expect(JSON.stringify(listed.body)).not.toContain(value.slice(4));
  const stored = rawBytes(await everyItem(target, tokens));
  expect(stored.includes(value.slice(4))).toBe(false);
  expect(stored.includes(createHash('sha256').update(value).digest('base64url'))).toBe(true);
});

claim('C106', 'deployed', 'ending one session and all others', async (target) => {
  const here = await target.people.fresh();
  const [there, elsewhere] = [await target.people.signIn(here), await target.people.signIn(here)];
  const listed = await target.api('GET /v1/sessions', { as: there });
  const own = [at(listed.body, 'items')].flat().find((item) => at(item, 'current') === true);
  const ended = await target.api(`DELETE /v1/sessions/${String(at(own, 'tokenId'))}`, { as: here });
  expect(ended.status).toBe(204);
  const statusOf = async (person: typeof here) =>
    (await target.api('GET /v1/account', { as: person })).status;
  expect([await statusOf(there), await statusOf(elsewhere), await statusOf(here)]).toEqual([401, 200, 200]);
  expect((await target.api('DELETE /v1/sessions', { as: here })).status).toBe(204);
  expect([await statusOf(elsewhere), await statusOf(here)]).toEqual([401, 200]);
});
