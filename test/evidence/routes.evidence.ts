import { expect } from 'vitest';
import { tokens } from '../../contracts/accounts/stores.ts';
import { conversations } from '../../contracts/chat/stores.ts';
import { idPrefixes } from '../../contracts/ids.ts';
import { ruleOf, scopes } from '../../contracts/permissions.ts';
import { routesOf } from '../../contracts/routes.ts';
import type { Route } from '../../contracts/spec/route.ts';
import { tablesOf } from '../../contracts/stores.ts';
import { profiles } from '../../policy/profiles/all.ts';
import { StreamRefused } from '../support/deployment/calls.ts';
import { ask, beginConversation } from '../support/evidence/chatting.ts';
import { claim } from '../support/evidence/claim.ts';
import { exportAll } from '../support/evidence/leaving.ts';
import { plantRun } from '../support/evidence/planting.ts';
import { change, everyItem, itemsOf } from '../support/evidence/storage.ts';
import { at } from '../support/evidence/template.ts';
import type { ApiCall, ApiLine, Person, Target } from '../support/target.ts';

/** The prefix of the ids that a route takes under this name. */
const prefixOf = ({ id }: Route, name: string): string =>
  name === 'tokenId'
    ? idPrefixes[id === 'endSession' ? 'session' : 'apiKey']
    : (new Map<string, string>(Object.entries(idPrefixes)).get(name.replace(/Id$/, '')) ?? name);

/** A call of a route with these ids; made-up ones where none is given. */
function lineOf(route: Route, ids: Readonly<Record<string, string>> = {}): ApiLine {
  const idOf = (_: string, name: string) => ids[name] ?? `${prefixOf(route, name)}_${'0'.repeat(26)}`;
  return `${route.method} ${route.path.replaceAll(/\{(\w+)\}/g, idOf)}`;
}
const routesBehindSignIn = (target: Target): readonly Route[] =>
  routesOf(profiles[target.profile].capabilities, 'public').filter((route) => route.permission !== 'public');
const productRoutes = (target: Target): readonly Route[] =>
  routesBehindSignIn(target).filter((route) => route.permission !== 'sign-in');
/** Streamed routes are served by what streams them; whole answers by the API itself. */
const whole = (route: Route): boolean => route.stream !== true;

/** The code of the refusal of a stream; nothing where it streams. */
async function refusalOf(target: Target, line: ApiLine, call: ApiCall): Promise<unknown> {
  try {
    for await (const _ of target.stream(line, call)) return undefined;
  } catch (error) {
    if (error instanceof StreamRefused) return at(error.problem, 'code');
    throw error;
  }
  return undefined;
}

/** Ids of things that a person has; of tokens by the route that takes them. */
async function idsOf(target: Target, owner: Person): Promise<Readonly<Record<string, string>>> {
  const made = async (path: string, body: object | undefined, ...where: readonly string[]) =>
    String(at((await target.api(`POST ${path}`, { as: owner, body })).body, ...where));
  const { capabilities } = profiles[target.profile];
  const key = { label: 'mine alone', scopes: ['credits:read'], expiresInDays: 1 };
  const credential = { label: 'mine alone', value: 'secret' };
  // Not the session that acts here: its end would be the end of the comparison.
  const there = await target.people.signIn(owner);
  const sessions = await target.api('GET /v1/sessions', { as: there });
  const other = [at(sessions.body, 'items')].flat().find((session) => at(session, 'current') === true);
  const ids = {
    conversationId: await beginConversation(target, owner, 'mine alone'),
    endSession: String(at(other, 'tokenId')),
    deleteApiKey: await made('/v1/api-keys', key, 'key', 'tokenId'),
    exportId: await made('/v1/privacy/exports', undefined, 'exportId'),
    ...(capabilities.includes('credentials')
      ? { credentialId: await made('/v1/credentials', credential, 'credentialId') }
      : {}),
    ...(capabilities.includes('runs') ? { runId: await plantRun(target, owner, 0, 7, 'mine alone') } : {}),
  };
  const { archive } = await exportAll(target, owner, ids.exportId);
  expect(archive.size).toBeGreaterThan(0);
  return ids;
}

/** Bodies that the routes would take from the owner, so that nothing but the id is wrong. */
const bodies: Readonly<Record<string, unknown>> = {
  changeConversation: { title: 'taken over' },
  replaceCredential: { value: 'taken over' },
  takeTurn: { prompt: 'taken over' },
};

/** Everything that a person's tables hold. */
const holdingsOf = (target: Target, person: Person) =>
  Promise.all(
    tablesOf(profiles[target.profile].capabilities)
      .filter(({ privacy }) => privacy.subject.by === 'user')
      .map((spec) => itemsOf(target, spec, person.userId)),
  );

claim(
  'T2',
  'deployed',
  "no route of whole answers gives or changes anything by another account's ids",
  async (target) => {
    const [owner, stranger] = [await target.people.fresh(), await target.people.fresh()];
    const ids = await idsOf(target, owner);
    const before = await holdingsOf(target, owner);
    const byId = routesBehindSignIn(target).filter(({ path }) =>
      ['tokenId', ...Object.keys(ids)].some((name) => path.includes(`{${name}}`)),
    );
    expect(byId.length).toBeGreaterThan(7);
    const callBy = (route: Route, as: Person) =>
      target.api(lineOf(route, { ...ids, ...(route.id in ids ? { tokenId: ids[route.id] ?? '' } : {}) }), {
        body: bodies[route.id],
        as,
      });
    const tried = byId.filter(whole);
    for (const route of tried) {
      const answer = await callBy(route, stranger);
      expect([403, 404], route.id).toContain(answer.status);
      expect(JSON.stringify(answer.body), route.id).not.toContain('mine alone');
    }
    expect(await holdingsOf(target, owner)).toEqual(before);
    expect(await itemsOf(target, conversations, owner.userId)).toHaveLength(1);
    // The same calls do something for the owner, so that it was the account that was refused.
    const last = ({ method }: Route) => Number(method === 'DELETE');
    const own = tried.filter(({ path }) => !path.includes('{turnId}'));
    for (const route of own.toSorted((a, b) => last(a) - last(b)))
      expect([400, 403, 404], `${route.id} of one's own`).not.toContain((await callBy(route, owner)).status);
  },
);

claim('T2', 'simulated', 'so do streamed routes', async (target) => {
  const [owner, stranger] = [await target.people.fresh(), await target.people.fresh()];
  const { capabilities } = profiles[target.profile];
  const { conversationId, turnId } = await ask(target, owner, 'mine alone');
  const ids = {
    conversationId,
    turnId,
    ...(capabilities.includes('runs') ? { runId: await plantRun(target, owner, 0, 7, 'mine alone') } : {}),
  };
  const before = await holdingsOf(target, owner);
  const routes = productRoutes(target).filter((route) => !whole(route));
  expect(routes.length).toBeGreaterThan(1);
  const refusedTo = (as: Person, route: Route) =>
    refusalOf(target, lineOf(route, ids), { body: bodies[route.id], as });
  for (const route of routes) expect(await refusedTo(stranger, route), route.id).toBe('not_found');
  expect(await holdingsOf(target, owner)).toEqual(before);
  for (const route of routes)
    expect(await refusedTo(owner, route), `${route.id} of one's own`).toBeUndefined();
});

claim('C211', 'deployed', 'whole answers', async (target) => {
  const newcomer = await target.people.newcomer();
  expect(productRoutes(target).length).toBeGreaterThan(10);
  for (const route of productRoutes(target).filter(whole)) {
    const answer = await target.api(lineOf(route), { as: newcomer });
    expect(answer.body, route.id).toMatchObject({ status: 403, code: 'onboarding_required' });
  }
});

claim('C211', 'simulated', 'streamed answers', async (target) => {
  const newcomer = await target.people.newcomer();
  const routes = productRoutes(target).filter((route) => !whole(route));
  expect(routes.length).toBeGreaterThan(0);
  for (const route of routes)
    expect(await refusalOf(target, lineOf(route), { as: newcomer }), route.id).toBe('onboarding_required');
});

/** Keys that no longer open anything: one revoked, one past its time. */
async function spentKeys(
  target: Target,
  person: Person,
): Promise<readonly (readonly [string, { readonly apiKey: string }])[]> {
  const make = async () => {
    const body = { label: 'all', scopes: scopes.filter((scope) => ruleOf(scope).apiKey), expiresInDays: 1 };
    const made = await target.api('POST /v1/api-keys', { as: person, body });
    const apiKey = String(at(made.body, 'value'));
    expect((await target.api('GET /v1/credits', { as: { apiKey } })).status).toBe(200);
    return { apiKey, tokenId: String(at(made.body, 'key', 'tokenId')) };
  };
  const [revoked, expired] = [await make(), await make()];
  const path = `/v1/api-keys/${revoked.tokenId}`;
  expect((await target.api(`DELETE ${path}`, { as: person })).status).toBe(204);
  const items = await everyItem(target, tokens);
  const item = items.find(({ tokenId }) => tokenId === expired.tokenId) ?? {};
  await change(target, tokens, item, { expiresAt: Math.floor(Date.now() / 1000) - 1 });
  return [
    ['a revoked key', { apiKey: revoked.apiKey }],
    ['an expired key', { apiKey: expired.apiKey }],
  ];
}

const guessed = { apiKey: `clk_${'A'.repeat(43)}` };
/** A key with one scope. */
async function narrowKey(target: Target, as: Person) {
  const body = { label: 'narrow', scopes: ['credits:read'], expiresInDays: 1 };
  const made = await target.api('POST /v1/api-keys', { as, body });
  return { apiKey: String(at(made.body, 'value')) };
}

claim('C42', 'deployed', 'every route against wrong and missing tokens', async (target) => {
  const person = await target.people.fresh();
  const narrow = await narrowKey(target, person);
  const spent = await spentKeys(target, person);
  expect((await target.api('GET /v1/credits', { as: narrow })).status).toBe(200);
  const routes = routesBehindSignIn(target).filter(whole);
  expect(routes.length).toBeGreaterThan(10);
  for (const route of routes) {
    const line = lineOf(route);
    expect((await target.api(line)).status, `${route.id} without a token`).toBe(401);
    expect((await target.api(line, { as: guessed })).status, `${route.id} with a guessed key`).toBe(401);
    for (const [which, as] of spent)
      expect((await target.api(line, { as })).status, `${route.id} with ${which}`).toBe(401);
    if (route.permission === 'credits:read') continue;
    expect((await target.api(line, { as: narrow })).status, `${route.id} without its scope`).toBe(403);
  }
});

claim('C42', 'simulated', 'streamed routes against wrong and missing tokens', async (target) => {
  const routes = routesBehindSignIn(target).filter((route) => !whole(route));
  expect(routes.length).toBeGreaterThan(0);
  const as = await target.people.fresh();
  const narrow = await narrowKey(target, as);
  const shut = [
    ['no token', undefined],
    ['a guessed key', guessed],
    ...(await spentKeys(target, as)),
  ] as const;
  for (const route of routes) {
    const refusedTo = (by: ApiCall['as']) => refusalOf(target, lineOf(route), { as: by });
    for (const [which, by] of shut)
      expect(await refusedTo(by), `${route.id} with ${which}`).toBe('unauthenticated');
    expect(await refusedTo(narrow), `${route.id} without its scope`).toBe('forbidden');
  }
});
