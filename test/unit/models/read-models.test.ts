import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { MODEL_CONCERN } from '../../../contracts/models/alarms.ts';
import { ModelAccount } from '../../../lambdas/models/bedrock/account-settings.ts';
import { readModels } from '../../../lambdas/models/read-models.ts';
import type { Reading } from '../../../lambdas/platform/reading-store.ts';
import { startBedrock } from '../../../local/doubles/bedrock/server.ts';
import { regionGroups } from '../../../policy/models.ts';

const id = 'amazon.nova-2-lite-v1:0';
let bedrock: Awaited<ReturnType<typeof startBedrock>>;
let kept: Reading | undefined;
let lines: string[];

beforeEach(async () => {
  bedrock = await startBedrock({ port: 0 });
  kept = undefined;
  lines = [];
  vi.stubEnv('AWS_ENDPOINT_URL', bedrock.url);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAEXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'example');
  vi.stubEnv('MODEL_REGION_GROUP', 'eu');
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await bedrock.close();
});

/** Lets the double say so of the model, and reads it, as the guard does in its quarter of an hour. */
async function read(said: object): Promise<Reading | undefined> {
  await fetch(`${bedrock.url}/_models/model`, { method: 'PUT', body: JSON.stringify({ id, ...said }) });
  const store = {
    put: async (reading: Reading) => {
      const before = kept;
      kept = reading;
      return before;
    },
  };
  const parts = { account: new ModelAccount(), store, clock: () => 0 };
  const place = { home: 'eu-central-1', offered: ['nova-2-lite'], regions: regionGroups.eu };
  await readModels(parts, place);
  return kept;
}
const concerns = () => lines.filter((line) => JSON.parse(line).message === MODEL_CONCERN).length;

it('says nothing of a model that is as it was', async () => {
  expect(await read({})).toMatchObject({ subject: 'model', of: 'nova-2-lite', good: true, life: 'active' });
  expect(concerns()).toBe(0);
});

it('tells once that a model is legacy, and keeps the day of its end', async () => {
  const endOfLifeTime = '2027-06-02T00:00:00.000Z';
  const legacy = { status: 'LEGACY', endOfLifeTime };
  expect(await read(legacy)).toMatchObject({ good: true, life: 'legacy', endsAt: endOfLifeTime });
  await read(legacy);
  expect(concerns()).toBe(1);
});

it('knows a model that is gone, and one whose profile leads elsewhere', async () => {
  expect(await read({ missing: true })).toMatchObject({ good: false, life: 'gone' });
  const regions = ['eu-central-1', 'eu-west-2'];
  expect(await read({ regions })).toMatchObject({ good: false, life: 'elsewhere' });
  expect(concerns()).toBe(2);
});
