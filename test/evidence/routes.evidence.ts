import { expect } from 'vitest';
import { conversations } from '../../contracts/chat.ts';
import { idPrefixes } from '../../contracts/ids.ts';
import { routesOf } from '../../contracts/routes.ts';
import type { Route } from '../../contracts/spec/route.ts';
import { tablesOf } from '../../contracts/stores.ts';
import { profiles } from '../../policy/profiles/all.ts';
import { StreamRefused } from '../support/deployment/calls.ts';
import { beginConversation } from '../support/evidence/chatting.ts';
import { claim } from '../support/evidence/claim.ts';
import { itemsOf } from '../support/evidence/storage.ts';
import { at } from '../support/evidence/template.ts';
import type { ApiCall, Person, Target } from '../support/target.ts';

/** The prefix of the ids that a route takes under this name. */
const prefixOf = ({ id }: Route, name: string): string =>
  name === 'tokenId'
    ? idPrefixes[id === 'endSession' ? 'session' : 'apiKey']
    : (new Map<string, string>(Object.entries(idPrefixes)).get(name.replace(/Id$/, '')) ?? name);

/** A call of a route with these ids; made-up ones where none is given. */
const callOf = (route: Route, ids: Readonly<Record<string, string>> = {}): ApiCall => ({
  method: route.method,
  path: route.path.replaceAll(
    /\{(\w+)\}/g,
    (_, name: string) => ids[name] ?? `${prefixOf(route, name)}_${'0'.repeat(26)}`,
  ),
});
const routesBehindSignIn = (target: Target): readonly Route[] =>
  routesOf(profiles[target.profile].capabilities, 'public').filter((route) => route.permission !== 'public');
const productRoutes = (target: Target): readonly Route[] =>
  routesBehindSignIn(target).filter((route) => route.permission !== 'sign-in');
/** Streamed routes are served by what streams them; whole answers by the API itself. */
const whole = (route: Route): boolean => route.stream !== true;

async function refusalOf(target: Target, call: ApiCall): Promise<number> {
  try {
    for await (const _ of target.stream(call)) return 200;
  } catch (error) {
    if (error instanceof StreamRefused) return error.status;
    throw error;
  }
  return 200;
}

/** Ids of things that a person has; of tokens by the route that takes them. */
async function idsOf(target: Target, owner: Person): Promise<Record<string, string>> {
  const key = { label: 'mine alone', scopes: ['credits:read'], expiresInDays: 1 };
  const made = await target.api({ method: 'POST', path: '/v1/api-keys', as: owner, body: key });
  const sessions = await target.api({ method: 'GET', path: '/v1/sessions', as: owner });
  const ids = {
    endSession: String(at(sessions.body, 'items', '0', 'tokenId')),
    deleteApiKey: String(at(made.body, 'key', 'tokenId')),
  };
  if (!profiles[target.profile].capabilities.includes('credentials')) return ids;
  const body = { label: 'mine alone', value: 'secret' };
  const stored = await target.api({ method: 'POST', path: '/v1/credentials', as: owner, body });
  return { ...ids, credentialId: String(at(stored.body, 'credentialId')) };
}

/** Bodies that the routes would take from the owner, so that nothing but the id is wrong. */
const bodies: Readonly<Record<string, unknown>> = {
  changeConversation: { title: 'taken over' },
  replaceCredential: { value: 'taken over' },
};
const bodyOf = ({ id }: Route): Pick<ApiCall, 'body'> => (id in bodies ? { body: bodies[id] } : {});

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
  { readOnly: false, shows: "no route gives or changes anything by another account's ids" },
  async (target) => {
    const [owner, stranger] = [await target.people.fresh(), await target.people.fresh()];
    const conversationId = await beginConversation(target, owner, 'mine alone');
    const ids = await idsOf(target, owner);
    ids['conversationId'] = conversationId;
    const before = await holdingsOf(target, owner);
    const byId = routesBehindSignIn(target).filter(({ path }) =>
      ['tokenId', ...Object.keys(ids)].some((name) => path.includes(`{${name}}`)),
    );
    expect(byId.length).toBeGreaterThan(4);
    for (const route of byId.filter(whole)) {
      const answer = await target.api({
        ...callOf(route, { ...ids, ...(route.id in ids ? { tokenId: ids[route.id] ?? '' } : {}) }),
        ...bodyOf(route),
        as: stranger,
      });
      expect([403, 404], route.id).toContain(answer.status);
      expect(JSON.stringify(answer.body), route.id).not.toContain('mine alone');
    }
    expect(await holdingsOf(target, owner)).toEqual(before);
    expect(await itemsOf(target, conversations, owner.userId)).toHaveLength(1);
  },
);

claim('C211', 'deployed', { readOnly: false }, async (target) => {
  const newcomer = await target.people.newcomer();
  expect(productRoutes(target).length).toBeGreaterThan(10);
  for (const route of productRoutes(target).filter(whole)) {
    const answer = await target.api({ ...callOf(route), as: newcomer });
    expect(answer.body, route.id).toMatchObject({ status: 403, code: 'onboarding_required' });
  }
});

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
    const routes = routesBehindSignIn(target).filter(whole);
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

claim(
  'C42',
  'simulated',
  { readOnly: false, shows: 'streamed routes against wrong and missing tokens' },
  async (target) => {
    const routes = routesBehindSignIn(target).filter((route) => !whole(route));
    expect(routes.length).toBeGreaterThan(0);
    const guessed = { apiKey: `clk_${'A'.repeat(43)}` };
    for (const route of routes) {
      expect(await refusalOf(target, callOf(route)), `${route.id} without a token`).toBe(401);
      expect(
        await refusalOf(target, { ...callOf(route), as: guessed }),
        `${route.id} with a guessed key`,
      ).toBe(401);
    }
  },
);
