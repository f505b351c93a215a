import { expect, vi } from 'vitest';
import * as z from 'zod/mini';
import { accountRoutes } from '../../../contracts/accounts/routes.ts';
import { accounts, tokens } from '../../../contracts/accounts/stores.ts';
import { credentialRoutes } from '../../../contracts/credentials/routes.ts';
import { credentials } from '../../../contracts/credentials/stores.ts';
import { newId } from '../../../contracts/ids.ts';
import { machineRoutes } from '../../../contracts/machines/routes.ts';
import { machines } from '../../../contracts/machines/stores.ts';
import { privacyRoutes } from '../../../contracts/privacy/routes.ts';
import { auditTrail, erasures, exportsTable } from '../../../contracts/privacy/stores.ts';
import { runRoutes } from '../../../contracts/runs/routes.ts';
import { runs } from '../../../contracts/runs/stores.ts';
import type { Route } from '../../../contracts/spec/route.ts';
import { openShared } from '../deployment/open.ts';
import { receiptOf, verifies } from '../evidence/leaving.ts';
import { itemsOf } from '../evidence/storage.ts';
import type { Person } from '../target.ts';
import { openMortal, type Stage } from './mortal-function.ts';
import { pauseStream } from './paused-stream.ts';
import { recordMachine } from './run-story.ts';
import type { Story } from './story.ts';

/** Somebody who asks for something, and asks again with the same key while no answer comes. */
interface Asker {
  readonly person: Person;
  readonly key: string;
}

/**
 * The requests that begin a launch, a run, an export and an erasure (the last two start their workflows themselves), and
 * those whose act and its event in the audit trail must not come apart.
 */
export async function askingStories(stage: Stage): Promise<readonly Story<Asker>[]> {
  await pauseStream(stage, 'machine-events');
  await pauseStream(stage, 'run-events');
  const { parts } = openShared(stage.deployment);
  const asking = async (name: string, by: string, route: Route, body?: unknown) => ({
    name: `ask for ${name}`,
    async begin() {
      return { person: await parts.people.fresh(), key: newId('run').slice('run_'.length) };
    },
    acts: [
      {
        fn: await openMortal(stage, by),
        events: (asker: Asker) => [requestOf(stage.deployment.origin, route, asker, body)],
      },
    ],
  });
  /** What such events in the audit trail are about. */
  const eventsOf = async ({ userId }: Pick<Person, 'userId'>, action: string) =>
    (await itemsOf(parts, auditTrail, userId))
      .filter((event) => event['action'] === action)
      .map((event) => String(event['of']));
  const machine = await asking('a machine', 'machines', machineRoutes.launchMachine);
  const run = await asking('a run', 'runs', runRoutes.startRun, { prompt: 'Say that all is well.' });
  const archive = await asking('an export', 'privacy', privacyRoutes.requestExport);
  const secret = { label: 'of a story', value: 'value of a story' };
  const credential = await asking('a credential', 'credentials', credentialRoutes.storeCredential, secret);
  const wanted = { label: 'of a story', scopes: ['account:read'], expiresInDays: 1 };
  const apiKey = await asking('an API key', 'accounts', accountRoutes.createApiKey, wanted);
  const erasure = await asking('an erasure', 'leaving', privacyRoutes.closeAccount, { recovery: false });
  return [
    {
      ...machine,
      async end({ person }) {
        expect(await itemsOf(parts, machines, person.userId)).toMatchObject([
          { state: 'launching', generation: 1 },
        ]);
        expect(await eventsOf(person, 'machine.launched')).toHaveLength(1);
      },
    },
    {
      ...run,
      async begin() {
        const asker = await run.begin();
        const [raw] = await itemsOf(parts, accounts, asker.person.userId);
        await recordMachine(parts, z.looseObject(accounts.item.shape).parse(raw));
        return asker;
      },
      async end({ person, key }) {
        expect(await itemsOf(parts, runs, person.userId)).toMatchObject([
          { runId: `run_${key}`, state: 'queued' },
        ]);
      },
    },
    {
      ...archive,
      async end({ person: { userId }, key }) {
        const exportId = `exp_${key}`;
        const found = async () =>
          expect(await itemsOf(parts, exportsTable, userId)).toMatchObject([{ exportId, state: 'ready' }]);
        await vi.waitFor(found, { timeout: 60_000, interval: 500 });
        expect(await eventsOf({ userId }, 'export.requested')).toEqual([exportId]);
      },
    },
    {
      ...credential,
      async end({ person, key }) {
        const kept = await itemsOf(parts, credentials, person.userId);
        expect(kept).toMatchObject([{ credentialId: `crd_${key}` }]);
        expect(await eventsOf(person, 'credential.stored')).toEqual([`crd_${key}`]);
      },
    },
    {
      // Its value is in one answer only, so who asks again gets another one.
      ...apiKey,
      async end({ person }) {
        const held = await itemsOf(parts, tokens, person.userId);
        const keys = held.filter(({ kind }) => kind === 'api-key').map(({ tokenId }) => String(tokenId));
        expect(keys.length).toBeGreaterThan(0);
        expect((await eventsOf(person, 'api-key.created')).toSorted()).toEqual(keys.toSorted());
      },
    },
    {
      ...erasure,
      async end({ person: { userId } }) {
        await parts.aws.runScheduled('sweep-erasures');
        const [asked, ...others] = await itemsOf(parts, erasures, userId);
        expect(others).toEqual([]);
        expect(verifies(await receiptOf(parts, String(asked?.['receiptId'])))).toBe(true);
      },
    },
  ];
}

/** A request of the console, as the gateway hands it over. */
const requestOf = (origin: string, { method, path }: Route, { person, key }: Asker, body: unknown) => ({
  httpMethod: method,
  resource: path,
  path,
  pathParameters: null,
  queryStringParameters: null,
  headers: {
    cookie: `__Host-session=${person.session}`,
    origin,
    'x-cloister-csrf': '1',
    'idempotency-key': key,
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  },
  body: body === undefined ? null : JSON.stringify(body),
  isBase64Encoded: false,
  requestContext: { requestId: 'of a story', identity: {} },
});
