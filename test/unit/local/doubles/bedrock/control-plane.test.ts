import { join } from 'node:path';
import {
  BedrockClient,
  DeleteModelInvocationLoggingConfigurationCommand,
  GetAccountDataRetentionCommand,
  GetModelInvocationLoggingConfigurationCommand,
  PutAccountDataRetentionCommand,
  PutModelInvocationLoggingConfigurationCommand,
} from '@aws-sdk/client-bedrock';
import { expect, it } from 'vitest';
import { startBedrock } from '../../../../../local/doubles/bedrock/server.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example' };

it('keeps mode and logging by Region, over a restart, and drifts on demand', async () => {
  const folder = temporaryFolder();
  const options = { port: 0, stateFile: join(folder, 'state', 'models.json') };
  const client = (endpoint: string, region: string) =>
    new BedrockClient({ endpoint, region, credentials, maxAttempts: 1 });
  const before = await startBedrock(options);
  const home = client(before.url, 'eu-central-1');
  expect((await home.send(new GetAccountDataRetentionCommand({}))).mode).toBe('default');
  const put = await home.send(new PutAccountDataRetentionCommand({ mode: 'none' }));
  expect(put.mode).toBe('none');
  expect(put.updatedAt).toBeInstanceOf(Date);
  const loggingConfig = { textDataDeliveryEnabled: true, s3Config: { bucketName: 'logs' } };
  await home.send(new PutModelInvocationLoggingConfigurationCommand({ loggingConfig }));
  expect((await client(before.url, 'eu-west-1').send(new GetAccountDataRetentionCommand({}))).mode).toBe(
    'default',
  );
  await before.close();

  const after = await startBedrock(options);
  const again = client(after.url, 'eu-central-1');
  expect((await again.send(new GetAccountDataRetentionCommand({}))).mode).toBe('none');
  const logging = new GetModelInvocationLoggingConfigurationCommand({});
  expect((await again.send(logging)).loggingConfig).toEqual(loggingConfig);
  await again.send(new DeleteModelInvocationLoggingConfigurationCommand({}));
  expect((await again.send(logging)).loggingConfig).toBeUndefined();
  const drift = JSON.stringify({ region: 'eu-central-1', mode: 'provider_data_share' });
  await fetch(`${after.url}/_models/retention`, { method: 'PUT', body: drift });
  expect((await again.send(new GetAccountDataRetentionCommand({}))).mode).toBe('provider_data_share');
  await expect(
    again.send(new PutAccountDataRetentionCommand({ mode: 'some' as 'none' })),
  ).rejects.toMatchObject({ name: 'ValidationException' });
  await after.close();
});
