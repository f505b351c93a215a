import { Bedrock } from '@aws-sdk/client-bedrock';
import { BedrockRuntime } from '@aws-sdk/client-bedrock-runtime';
import { CloudTrail } from '@aws-sdk/client-cloudtrail';
import { IAM } from '@aws-sdk/client-iam';
import { STS } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBedrock } from '../../local/doubles/bedrock/server.ts';
import { adminClient, localAccount, localRegion } from '../../local/emulator/account.ts';
import type { Emulator } from '../../local/emulator/emulator.ts';
import { regionGroups } from '../../policy/models.ts';
import { startOwnEmulator } from '../support/own-emulator.ts';

const foundationModel = 'anthropic.claude-haiku-4-5-20251001-v1:0';
const modelId = `eu.${foundationModel}`;
const input = { modelId, messages: [{ role: 'user' as const, content: [{ text: 'canary-0815' }] }] };
const profile = `arn:aws:bedrock:${localRegion}:${localAccount}:inference-profile/${modelId}`;
const everywhere = regionGroups.eu.map(
  (region) => `arn:aws:bedrock:${region}::foundation-model/${foundationModel}`,
);

let emulator: Emulator & AsyncDisposable;
let models: Awaited<ReturnType<typeof startBedrock>>;
let iam: IAM;
beforeAll(async () => {
  emulator = await startOwnEmulator();
  models = await startBedrock({ port: 0, emulatorEndpoint: emulator.endpoint, pace: 0 });
  iam = new IAM(adminClient(emulator.endpoint));
});
afterAll(async () => {
  await models?.close();
  await emulator?.[Symbol.asyncDispose]();
});

const document = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const allow = (Action: string, Resource: string | string[]) =>
  document({ Effect: 'Allow', Action, Resource });
const grant = (RoleName: string, PolicyDocument: string) =>
  iam.putRolePolicy({ RoleName, PolicyName: 'grant', PolicyDocument });

/** A role of its own for each test, and clients with its credentials. */
async function actAs(role: string) {
  const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
  await iam.createRole({ RoleName: role, AssumeRolePolicyDocument: document(trust) });
  const RoleArn = `arn:aws:iam::${localAccount}:role/${role}`;
  const sts = new STS(adminClient(emulator.endpoint));
  const { Credentials: given } = await sts.assumeRole({ RoleArn, RoleSessionName: 'test' });
  const credentials = {
    accessKeyId: given?.AccessKeyId ?? '',
    secretAccessKey: given?.SecretAccessKey ?? '',
    sessionToken: given?.SessionToken ?? '',
  };
  const settings = { endpoint: models.url, region: localRegion, credentials, maxAttempts: 1 };
  return { settings, runtime: new BedrockRuntime(settings), control: new Bedrock(settings) };
}
const comesTo = (call: Promise<unknown>) =>
  call.then(
    () => 'called',
    () => 'denied',
  );
const denied = (action: string) => ({
  name: 'AccessDeniedException',
  message: expect.stringContaining(action),
});

it('a role calls a model with the permission for the profile and for every Region behind it, and not with less', async () => {
  const { runtime } = await actAs('streams');
  const call = () => runtime.converseStream(input);
  await expect(call()).rejects.toMatchObject(denied('bedrock:InvokeModelWithResponseStream'));
  await grant('streams', allow('bedrock:InvokeModelWithResponseStream', [profile, ...everywhere]));
  await expect.poll(() => comesTo(call()), { timeout: 4000 }).toBe('called');
  await expect(runtime.converse(input)).rejects.toMatchObject(denied('bedrock:InvokeModel '));
  const other = runtime.converseStream({ ...input, modelId: 'amazon.nova-lite-v1:0' });
  await expect(other).rejects.toMatchObject(denied('nova-lite'));
  await grant('streams', allow('bedrock:InvokeModelWithResponseStream', [profile, ...everywhere.slice(1)]));
  await expect.poll(() => comesTo(call()), { timeout: 4000 }).toBe('denied');
});

it('a permission that is taken away is felt within seconds, and a boundary binds', async () => {
  const { runtime } = await actAs('bound');
  const call = () => comesTo(runtime.converse(input));
  await grant('bound', allow('bedrock:*', '*'));
  expect(await call()).toBe('called');
  await iam.deleteRolePolicy({ RoleName: 'bound', PolicyName: 'grant' });
  await expect.poll(call, { timeout: 4000 }).toBe('denied');
  await grant('bound', allow('bedrock:*', '*'));
  await expect.poll(call, { timeout: 4000 }).toBe('called');
  const boundary = await iam.createPolicy({ PolicyName: 'b', PolicyDocument: allow('s3:*', '*') });
  const PermissionsBoundary = boundary.Policy?.Arn;
  await iam.putRolePermissionsBoundary({ RoleName: 'bound', PermissionsBoundary });
  await expect.poll(call, { timeout: 4000 }).toBe('denied');
});

it('the control plane checks the signature too, and its own actions', async () => {
  const { control, settings } = await actAs('sets');
  const put = (by = control) => by.putAccountDataRetention({ mode: 'none' });
  await expect(put()).rejects.toMatchObject(denied('bedrock:PutAccountDataRetention'));
  await grant('sets', allow('bedrock:PutAccountDataRetention', '*'));
  await expect.poll(async () => (await put()).mode, { timeout: 4000 }).toBe('none');
  const credentials = { ...settings.credentials, secretAccessKey: 'another' };
  const forged = new Bedrock({ ...settings, credentials });
  await expect(put(forged)).rejects.toMatchObject({ name: 'InvalidSignatureException' });
});

it('an unknown key is refused; the administrator may do all; no content reaches the emulator', async () => {
  const settings = { endpoint: models.url, region: localRegion, maxAttempts: 1 };
  const stranger = new BedrockRuntime({
    ...settings,
    credentials: { accessKeyId: 'ASIANOBODY', secretAccessKey: 'x', sessionToken: 'x' },
  });
  await expect(stranger.converse(input)).rejects.toMatchObject({
    name: 'UnrecognizedClientException',
  });
  const root = new BedrockRuntime({ ...adminClient(models.url), maxAttempts: 1 });
  expect((await root.converse(input)).stopReason).toBe('end_turn');
  const trail = new CloudTrail(adminClient(emulator.endpoint));
  const events = await trail.lookupEvents({ MaxResults: 50 });
  expect(events.Events?.length).toBeGreaterThan(0);
  expect(JSON.stringify(events.Events)).not.toContain('canary-0815');
});
