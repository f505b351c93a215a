import { beforeAll, describe, expect, inject, it } from 'vitest';
import { tokens } from '../../contracts/accounts/stores.ts';
import { newId } from '../../contracts/ids.ts';
import { routesOf } from '../../contracts/routes.ts';
import type { Route } from '../../contracts/spec/route.ts';
import { tablesOf } from '../../contracts/stores.ts';
import { hashToken, newToken } from '../../lambdas/platform/auth/token.ts';
import { findProfile } from '../../policy/profiles/all.ts';
import { StreamRefused } from '../support/deployment/calls.ts';
import { openShared } from '../support/deployment/open.ts';
import { change, documentsOf, everyItem } from '../support/evidence/storage.ts';
import { expectedOf, faultOf, OTHER_SCOPE, type Visitor, visitors } from '../support/route-matrix.ts';
import type { ApiCall, Person } from '../support/target.ts';

const shared = inject('deployment');
const { parts } = openShared(shared);
const { capabilities } = findProfile(shared.profile);
const db = documentsOf(parts);
const TableName = parts.aws.nameOf(tokens.name);

/** Somebody with one of each thing. */
let owner: Person;
const things: Record<string, string> = {};
const asVisitor = new Map<Visitor, ApiCall['as']>();

const bodies: Readonly<Record<string, unknown>> = {
  onboard: { policyVersion: '2026-11-23', adult: true },
  createApiKey: { label: 'matrix', scopes: [OTHER_SCOPE], expiresInDays: 1 },
  storeCredential: { label: 'matrix', value: 'x' },
  replaceCredential: { value: 'y' },
  createConversation: {},
  changeConversation: { title: 'Changed' },
  takeTurn: { prompt: 'Hello' },
  startRun: { prompt: 'Hello' },
  closeAccount: { recovery: false },
};

/** Acts that would end the visit for all that come after: only tried by those who must be refused. */
const fatal =
  'closeAccount restoreAccount signOut endOtherSessions launchMachine requestExport createApiKey'.split(' ');

async function putToken(person: Person, different: Record<string, unknown>): Promise<string> {
  const found = await db.get({ TableName, Key: { tokenHash: hashToken(person.session) } });
  const session = newToken('session');
  const own = { tokenHash: hashToken(session), tokenId: newId('session') };
  await db.put({ TableName, Item: { ...found.Item, ...own, ...different } });
  return session;
}

async function setUp(): Promise<void> {
  owner = await parts.people.fresh();
  const made = async (path: string, body: unknown) =>
    (await parts.api(`POST ${path}`, { as: owner, body })).body as Record<string, string>;
  things['conversationId'] = (await made('/v1/conversations', {}))['conversationId'] ?? '';
  things['turnId'] = newId('turn');
  if (capabilities.includes('credentials'))
    things['credentialId'] = (await made('/v1/credentials', bodies['storeCredential']))['credentialId'] ?? '';
  things['runId'] = newId('run');
  things['exportId'] = newId('export');
  things['receiptId'] = newId('receipt');
  things['tokenId'] = newId('session');
  const visiting = await parts.people.fresh();
  const key = (await parts.api('POST /v1/api-keys', { as: visiting, body: bodies['createApiKey'] })).body as {
    value: string;
  };
  const revoked = await putToken(visiting, {});
  await db.delete({ TableName, Key: { tokenHash: hashToken(revoked) } });
  const asSession = (session: string) => ({ ...visiting, session });
  asVisitor.set('nobody', undefined);
  asVisitor.set(
    'expired',
    asSession(await putToken(visiting, { expiresAt: Math.floor(Date.now() / 1000) - 1 })),
  );
  asVisitor.set('revoked', asSession(revoked));
  asVisitor.set('guessed', asSession(newToken('session')));
  asVisitor.set('other-scope', { apiKey: key.value });
  asVisitor.set('restricted', asSession(await putToken(visiting, { accountState: 'restricted' })));
  asVisitor.set('closing', asSession(await putToken(visiting, { accountState: 'closing' })));
  asVisitor.set('stranger', visiting);
}

const pathOf = (route: Route): string =>
  route.path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => {
    if (name === 'tokenId' && route.id === 'deleteApiKey') return newId('apiKey');
    return things[name] ?? name;
  });

async function knock(route: Route, visitor: Visitor): Promise<{ status: number; code: string | undefined }> {
  const line = `${route.method} ${pathOf(route)}` as const;
  const call = { body: bodies[route.id], as: asVisitor.get(visitor) };
  if (route.stream) {
    try {
      for await (const _event of parts.stream(line, call)) break;
      return { status: 200, code: undefined };
    } catch (error) {
      if (!(error instanceof StreamRefused)) throw error;
      return { status: error.status, code: codeOf(error.problem) };
    }
  }
  const answer = await parts.api(line, call);
  return { status: answer.status, code: codeOf(answer.body) };
}

const codeOf = (body: unknown): string | undefined =>
  typeof body === 'object' && body !== null && 'code' in body ? String(body.code) : undefined;

/** Everything that the tables hold about the owner. */
async function stateOfOwner(): Promise<string> {
  const found: unknown[] = [];
  for (const spec of tablesOf(capabilities))
    found.push(...(await everyItem(parts, spec)).filter((item) => item['userId'] === owner.userId));
  return JSON.stringify(found);
}

beforeAll(setUp, 120_000);

describe('every route × who must not use it', () => {
  const routes = routesOf(capabilities, 'public');
  for (const visitor of visitors) {
    it(`C42 ${visitor}: each route answers as its permission says, and nothing changes`, async () => {
      const before = await stateOfOwner();
      const faults: string[] = [];
      for (const route of routes) {
        const expected = expectedOf(route, visitor);
        if (expected === undefined || (expected === 'let in' && fatal.includes(route.id))) continue;
        const { status, code } = await knock(route, visitor);
        const fault = faultOf(expected, status, code);
        if (fault !== undefined) faults.push(`${route.id}: ${fault}`);
      }
      expect(faults).toEqual([]);
      expect(await stateOfOwner()).toBe(before);
    }, 300_000);
  }

  it('machines routes refuse whoever is no machine', async () => {
    const { emulator, outputs } = shared;
    const api = outputs['cloister-local-machine-api']?.['MachineApiId'];
    const routesOfMachines = routesOf(capabilities, 'machine');
    if (routesOfMachines.length > 0) expect(api).toBeDefined();
    for (const route of routesOfMachines) {
      const answer = await fetch(`${emulator}/_aws/execute-api/${api}/live${pathOf(route)}`, {
        method: route.method,
      });
      expect([route.id, answer.status]).toEqual([route.id, 403]);
    }
  });

  it('a planted route without a guard makes the matrix fail', () => {
    const unguarded = {
      id: 'planted',
      method: 'GET',
      path: '/v1/planted',
      summary: 'A route whose function forgot to ask',
      module: 'platform',
      permission: 'chat:read',
      status: 200,
    } as const satisfies Route;
    const expected = expectedOf(unguarded, 'nobody');
    expect(expected && faultOf(expected, 200, undefined)).toMatch(/answered 200/);
  });
});

it('a session of a restricted account is restricted at once', async () => {
  const person = await parts.people.fresh();
  const token = { tokenHash: hashToken(person.session) };
  await change(parts, tokens, token, { accountState: 'restricted' });
  const refused = await parts.api('POST /v1/conversations', { as: person, body: {} });
  expect(refused.body).toMatchObject({ status: 403, code: 'account_restricted' });
  expect((await parts.api('GET /v1/privacy/inventory', { as: person })).status).toBe(200);
});
