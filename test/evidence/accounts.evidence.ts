import { createHash } from 'node:crypto';
import {
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect } from 'vitest';
import { acceptances, accounts, identities, tokens } from '../../contracts/accounts.ts';
import { contentKeys } from '../../contracts/keys.ts';
import { routesOf } from '../../contracts/routes.ts';
import type { Route } from '../../contracts/spec/route.ts';
import { category } from '../../policy/categories.ts';
import { profiles } from '../../policy/profiles/all.ts';
import { lifeOfAccount } from '../../policy/retention.ts';
import { resourcesOf } from '../support/evidence/access.ts';
import { claim } from '../support/evidence/claim.ts';
import { change, daysAgo, everyItem, itemsOf } from '../support/evidence/storage.ts';
import { at, tagsOf } from '../support/evidence/template.ts';
import type { ApiCall, Target } from '../support/target.ts';

const policyInForce = async (target: Target): Promise<string> =>
  String(at((await target.api({ method: 'GET', path: '/v1/policies/privacy' })).body, 'version'));

/** A call of a route with made-up ids: it must be refused before anybody looks for them. */
const callOf = (route: Route): ApiCall => ({
  method: route.method,
  path: route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => `${name.slice(0, 3)}_${'0'.repeat(26)}`),
});
const routesBehindSignIn = (target: Target): readonly Route[] =>
  routesOf(profiles[target.profile].capabilities, 'public').filter((route) => route.permission !== 'public');
const productRoutes = (target: Target): readonly Route[] =>
  routesBehindSignIn(target).filter((route) => route.permission !== 'sign-in');

claim(
  'T12',
  'deployed',
  { readOnly: false, shows: 'an account from an address and a password alone' },
  async (target) => {
    const person = await target.people.fresh();
    const pool = target.aws.nameOf('user-pool');
    const user = await target.aws
      .client(CognitoIdentityProviderClient)
      .send(new AdminGetUserCommand({ UserPoolId: pool, Username: person.email }));
    const attributes = (user.UserAttributes ?? []).map(({ Name }) => Name).sort();
    expect(attributes).toEqual(['email', 'email_verified', 'sub']);
  },
);

claim('A6', 'deployed', { readOnly: false, shows: 'the address given at sign-up' }, async (target) => {
  const person = await target.people.fresh();
  const account = await target.api({ method: 'GET', path: '/v1/account', as: person });
  expect(account.status).toBe(200);
  expect(at(account.body, 'email')).toBe(person.email);
});

claim('A8', 'deployed', { readOnly: false, shows: 'the account view' }, async (target) => {
  const before = Date.now();
  const person = await target.people.fresh();
  const account = await target.api({ method: 'GET', path: '/v1/account', as: person });
  const created = Date.parse(String(at(account.body, 'createdAt')));
  expect(created).toBeGreaterThanOrEqual(before);
  expect(created).toBeLessThanOrEqual(Date.now());
  const [item] = await itemsOf(target, accounts, person.userId);
  expect(item?.['createdAt']).toBe(at(account.body, 'createdAt'));
});

claim('C37', 'deployed', { readOnly: false }, async (target) => {
  const person = await target.people.fresh();
  const account = await target.api({ method: 'GET', path: '/v1/account', as: person });
  expect(account.body).toMatchObject({ userId: person.userId, state: 'active' });
  const sessions = await target.api({ method: 'GET', path: '/v1/sessions', as: person });
  expect(at(sessions.body, 'items', '0')).toMatchObject({ kind: 'session', current: true });
  const left = await target.api({ method: 'POST', path: '/v1/sign-out', as: person });
  expect(left.status).toBe(200);
  expect((await target.api({ method: 'GET', path: '/v1/account', as: person })).status).toBe(401);
});

claim('C3', 'deployed', { readOnly: false }, async (target) => {
  const newcomer = await target.people.newcomer();
  const refused = await target.api({
    method: 'POST',
    path: '/v1/onboarding',
    as: newcomer,
    body: { adult: true },
  });
  expect(refused.status).toBe(400);
  const outdated = { policyVersion: '1999-01-01', adult: true };
  expect(
    (await target.api({ method: 'POST', path: '/v1/onboarding', as: newcomer, body: outdated })).status,
  ).toBe(409);

  const person = await target.people.fresh();
  const policy = await target.api({ method: 'GET', path: '/v1/policies/privacy' });
  const account = await target.api({ method: 'GET', path: '/v1/account', as: person });
  const document = `privacy#${String(at(policy.body, 'version'))}`;
  expect(at(account.body, 'acceptances', '0', 'document')).toBe(document);
  const [accepted] = await itemsOf(target, acceptances, person.userId);
  expect(accepted).toMatchObject({ document, sha256: at(policy.body, 'sha256'), channel: 'console' });
});

claim('C211', 'deployed', { readOnly: false }, async (target) => {
  const newcomer = await target.people.newcomer();
  expect(productRoutes(target).length).toBeGreaterThan(10);
  for (const route of productRoutes(target)) {
    const answer = await target.api({ ...callOf(route), as: newcomer });
    expect(answer.body, route.id).toMatchObject({ status: 403, code: 'onboarding_required' });
  }
});

claim(
  'C178',
  'deployed',
  { readOnly: false, shows: 'no account without the declaration' },
  async (target) => {
    const newcomer = await target.people.newcomer();
    const known = await everyItem(target, identities);
    const policyVersion = await policyInForce(target);
    for (const body of [{ policyVersion }, { policyVersion, adult: false }]) {
      const refused = await target.api({ method: 'POST', path: '/v1/onboarding', as: newcomer, body });
      expect(refused.status).toBe(400);
    }
    expect(await everyItem(target, identities)).toHaveLength(known.length);
    const body = { policyVersion, adult: true };
    const accepted = await target.api({ method: 'POST', path: '/v1/onboarding', as: newcomer, body });
    expect(accepted.status).toBe(201);
  },
);

claim(
  'C42',
  'deployed',
  { readOnly: false, shows: 'every route against wrong and missing tokens' },
  async (target) => {
    const person = await target.people.fresh();
    const key = await target.api({
      method: 'POST',
      path: '/v1/api-keys',
      as: person,
      body: { label: 'narrow', scopes: ['credits:read'], expiresInDays: 1 },
    });
    const narrow = { apiKey: String(at(key.body, 'value')) };
    expect((await target.api({ method: 'GET', path: '/v1/credits', as: narrow })).status).toBe(200);
    const routes = routesBehindSignIn(target);
    expect(routes.length).toBeGreaterThan(10);
    for (const route of routes) {
      const call = callOf(route);
      expect((await target.api(call)).status, `${route.id} without a token`).toBe(401);
      const guessed = { apiKey: `clk_${'A'.repeat(43)}` };
      expect((await target.api({ ...call, as: guessed })).status, `${route.id} with a guessed key`).toBe(401);
      if (route.permission === 'credits:read') continue;
      expect((await target.api({ ...call, as: narrow })).status, `${route.id} without its scope`).toBe(403);
    }
  },
);

claim('C105', 'deployed', { readOnly: false }, async (target) => {
  const person = await target.people.fresh();
  const made = await target.api({
    method: 'POST',
    path: '/v1/api-keys',
    as: person,
    body: { label: 'once', scopes: ['credits:read'], expiresInDays: 1 },
  });
  const value = String(at(made.body, 'value'));
  expect(value).toMatch(/^clk_[\w-]{43}$/);
  const listed = await target.api({ method: 'GET', path: '/v1/api-keys', as: person });
  expect(at(listed.body, 'items', '0', 'label')).toBe('once');
  expect(JSON.stringify(listed.body)).not.toContain(value.slice(4));
  const stored = JSON.stringify(await everyItem(target, tokens));
  expect(stored).not.toContain(value.slice(4));
  expect(stored).toContain(createHash('sha256').update(value).digest('base64url'));
});

claim('C106', 'deployed', { readOnly: false, shows: 'ending one session and all others' }, async (target) => {
  const here = await target.people.fresh();
  const [there, elsewhere] = [await target.people.signIn(here), await target.people.signIn(here)];
  const listed = await target.api({ method: 'GET', path: '/v1/sessions', as: there });
  const own = [at(listed.body, 'items')].flat().find((item) => at(item, 'current') === true);
  const ended = await target.api({
    method: 'DELETE',
    path: `/v1/sessions/${String(at(own, 'tokenId'))}`,
    as: here,
  });
  expect(ended.status).toBe(204);
  const statusOf = async (person: typeof here) =>
    (await target.api({ method: 'GET', path: '/v1/account', as: person })).status;
  expect([await statusOf(there), await statusOf(elsewhere), await statusOf(here)]).toEqual([401, 200, 200]);
  expect((await target.api({ method: 'DELETE', path: '/v1/sessions', as: here })).status).toBe(204);
  expect([await statusOf(elsewhere), await statusOf(here)]).toEqual([401, 200]);
});

const fiveYears = daysAgo(5 * 366);

claim(
  'T29',
  'deployed',
  { readOnly: false, shows: 'an account five years old is still read after a purge' },
  async (target) => {
    const person = await target.people.fresh();
    const [item] = await itemsOf(target, accounts, person.userId);
    await change(target, accounts, item ?? {}, { createdAt: fiveYears });
    await target.aws.runScheduled('purge');
    const account = await target.api({ method: 'GET', path: '/v1/account', as: person });
    expect(account.body).toMatchObject({ userId: person.userId, state: 'active', createdAt: fiveYears });
  },
);

claim(
  'A39',
  'deployed',
  { readOnly: false, shows: 'no item of an account expires, and the purge takes none' },
  async (target) => {
    const person = await target.people.fresh();
    const kept = [accounts, identities, acceptances, contentKeys];
    const read = () => Promise.all(kept.map((spec) => itemsOf(target, spec, person.userId)));
    const before = await read();
    expect(before.map((items) => items.length)).toEqual([1, 1, 1, 1]);
    expect(before.flat().filter((item) => 'expiresAt' in item)).toEqual([]);
    await target.aws.runScheduled('purge');
    expect(await read()).toEqual(before);
  },
);

claim(
  'C82',
  'synth',
  { readOnly: true, shows: 'the schedule, and tables that never expire anything' },
  async (target) => {
    expect(category('account').retention).toEqual(lifeOfAccount);
    expect(category('identity').retention).toEqual(lifeOfAccount);
    const stores = [accounts, identities].map((spec) => spec.name);
    const tables = resourcesOf(await target.templates(), 'AWS::DynamoDB::Table').filter((table) =>
      stores.includes(String(tagsOf(table)['cloister:store'])),
    );
    expect(tables).toHaveLength(2);
    for (const table of tables) expect(table.properties['TimeToLiveSpecification']).toBeUndefined();
  },
);
