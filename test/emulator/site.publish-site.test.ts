import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { S3 } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { site } from '../../contracts/site/stores.ts';
import { adminClient, localRegion, rootCredentials } from '../../local/emulator/account.ts';
import { tellCustomResource } from '../support/custom-resource.ts';
import { startOwnEmulator } from '../support/own-emulator.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

let emulator: Awaited<ReturnType<typeof startOwnEmulator>>;
const folder = temporaryFolder();
let s3: S3;
const Bucket = 'site';

beforeAll(async () => {
  emulator = await startOwnEmulator();
  await mkdir(join(folder, 'dist', 'assets'), { recursive: true });
  await writeFile(join(folder, 'dist', 'index.html'), '<!doctype html>');
  await writeFile(join(folder, 'dist', 'assets', 'index-1a.js'), 'export {};');
  s3 = new S3({ ...adminClient(emulator.endpoint), forcePathStyle: true });
  await s3.createBucket({ Bucket });
  vi.stubEnv('LAMBDA_TASK_ROOT', folder);
  vi.stubEnv(site.env, Bucket);
  vi.stubEnv('AWS_ENDPOINT_URL', emulator.endpoint);
  vi.stubEnv('AWS_REGION', localRegion);
  vi.stubEnv('AWS_ACCESS_KEY_ID', rootCredentials.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', rootCredentials.secretAccessKey);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  s3.destroy();
  await emulator[Symbol.asyncDispose]();
});

/** Invokes the custom resource as CloudFormation does, and gives what it is told. */
async function publish(config: object): Promise<unknown> {
  // Only now: its client reads the environment.
  const { handler } = await import('../../lambdas/site/publish-site.handler.ts');
  return tellCustomResource(handler, { config: JSON.stringify(config) });
}

it('puts the console, its facts and its contact into the bucket, with what browsers need to know of each', async () => {
  const config = { profile: 'cloister', privacyContact: 'privacy@cloister.test' };
  expect(await publish(config)).toBe('SUCCESS');
  const { Contents = [] } = await s3.listObjectsV2({ Bucket });
  const names = ['.well-known/security.txt', 'assets/index-1a.js', 'config.json', 'index.html'];
  expect(Contents.map(({ Key }) => Key)).toEqual(names);
  const script = await s3.getObject({ Bucket, Key: 'assets/index-1a.js' });
  expect(script).toMatchObject({
    ContentType: 'text/javascript; charset=utf-8',
    CacheControl: expect.stringContaining('immutable'),
  });
  const page = await s3.getObject({ Bucket, Key: 'index.html' });
  expect(page).toMatchObject({ ContentType: 'text/html; charset=utf-8', CacheControl: 'no-cache' });
  const facts = await s3.getObject({ Bucket, Key: 'config.json' });
  expect(JSON.parse((await facts.Body?.transformToString()) ?? '')).toEqual(config);
});

it('says that it failed where the bucket is not there', async () => {
  vi.stubEnv(site.env, 'no-such-bucket');
  expect(await publish({ privacyContact: 'privacy@cloister.test' })).toBe('FAILED');
});
