import { expect, vi } from 'vitest';
import { accounts } from '../../../contracts/accounts.ts';
import { newId } from '../../../contracts/ids.ts';
import { machineRoutes, machines } from '../../../contracts/machines.ts';
import { auditTrail, erasures, exportsTable } from '../../../contracts/privacy.ts';
import { privacyRoutes } from '../../../contracts/privacy-routes.ts';
import { runRoutes, runs } from '../../../contracts/runs.ts';
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

/** The requests that begin a launch, a run, an export and an erasure; the last two start their workflows themselves. */
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
  const machine = await asking('a machine', 'machines', machineRoutes.launchMachine);
  const run = await asking('a run', 'runs', runRoutes.startRun, { prompt: 'Say that all is well.' });
  const archive = await asking('an export', 'privacy', privacyRoutes.requestExport);
  const erasure = await asking('an erasure', 'leaving', privacyRoutes.closeAccount, { recovery: false });
  return [
    {
      ...machine,
      async end({ person }) {
        expect(await itemsOf(parts, machines, person.userId)).toMatchObject([
          { state: 'launching', generation: 1 },
        ]);
      },
    },
    {
      ...run,
      async begin() {
        const asker = await run.begin();
        const [raw] = await itemsOf(parts, accounts, asker.person.userId);
        await recordMachine(parts, accounts.item.loose().parse(raw));
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
        const trail = await itemsOf(parts, auditTrail, userId);
        expect(trail.filter(({ of }) => of === exportId)).toMatchObject([{ action: 'export.requested' }]);
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
