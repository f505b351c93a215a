import { gzipSync } from 'node:zlib';
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { IAM } from '@aws-sdk/client-iam';
import { S3 } from '@aws-sdk/client-s3';
import { SESv2 } from '@aws-sdk/client-sesv2';
import { SFN } from '@aws-sdk/client-sfn';
import { SQS } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminClient } from '../../local/emulator/account.ts';
import { type Canary, plant } from '../support/canary/canary.ts';
import { emulatorSources } from '../support/canary/emulator-sources.ts';
import { type Scan, scan } from '../support/canary/scan.ts';
import { startOwnEmulator } from '../support/own-emulator.ts';

type Leak = (text: string) => Promise<unknown>;

let emulator: Awaited<ReturnType<typeof startOwnEmulator>>;
let leaks: Readonly<Record<string, Leak>>;

beforeAll(async () => {
  emulator = await startOwnEmulator();
  leaks = await placesToLeak(emulator.endpoint);
  for (const leak of Object.values(leaks)) await leak('nothing of interest');
});
afterAll(() => emulator[Symbol.asyncDispose]());

const look = (canaries: readonly Canary[]): Promise<Scan> =>
  scan(emulatorSources({ endpoint: emulator.endpoint, folders: [emulator.stateFolder] }), canaries);

const packed = (text: string): string => gzipSync(text).toString('base64');

describe('the canary scan of an emulator', () => {
  it('reads every source, and finds nothing where nothing was planted', async () => {
    const never = plant('never planted');
    await emulator.checkpoint();
    for (const leak of Object.values(leaks)) await leak('nothing of interest');
    const { findings, pieces } = await look([never]);
    expect(findings).toEqual([]);
    for (const source of Object.keys(leaks)) expect(pieces[source], source).toBeGreaterThan(0);
  });

  it('finds a leak in each source, in clear and packed', async () => {
    const planted = Object.entries(leaks).flatMap(([source, leak]) => [
      { source, canary: plant(`${source}, clear`), leak },
      { source, canary: plant(`${source}, packed`), leak: (text: string) => leak(packed(text)) },
    ]);
    const onDisk = planted.filter(({ source }) => source === 'disk');
    for (const { leak, canary } of onDisk) await leak(canary.text);
    await emulator.checkpoint();
    for (const { leak, canary, source } of planted) if (source !== 'disk') await leak(canary.text);
    const { findings } = await look(planted.map(({ canary }) => canary));
    for (const { source, canary } of planted) {
      const found = findings.filter(
        (finding) => finding.canary === canary.label && finding.source === source,
      );
      expect(found, canary.label).not.toEqual([]);
    }
  });

  it('pages through more recorded calls than the recorder gives at once', async () => {
    const canary = plant('long ago');
    await leaks['recorder']?.(canary.text);
    for (let call = 0; call < 130; call += 1) await leaks['queues']?.('later');
    const { findings } = await look([canary]);
    expect(findings.map(({ source }) => source)).toContain('recorder');
  });

  it('finds older versions of objects that were deleted', async () => {
    const canary = plant('deleted object');
    await leaks['objects']?.(canary.text);
    const { findings } = await look([canary]);
    expect(findings.map(({ where }) => where)).toContain('leaks/note');
  });
});

/** Prepares one resource of each kind; each leak puts a text into one of them, by the same calls as a product would. */
async function placesToLeak(endpoint: string): Promise<Readonly<Record<string, Leak>>> {
  const settings = adminClient(endpoint);
  const [put, queues] = await Promise.all([tablePut(settings), queueSend(settings)]);
  return {
    tables: (text) => put('kept', text),
    recorder: (text) => put('removed', text),
    objects: await objectVersion(settings),
    logs: await logLine(settings),
    workflows: await workflowInput(settings),
    queues,
    mail: await mailTo(settings),
    people: await personNamed(settings),
    disk: (text) =>
      new CognitoIdentityProvider(settings).createUserPool({
        PoolName: 'leaks',
        EmailVerificationMessage: text,
      }),
  };
}

type Settings = ReturnType<typeof adminClient>;
let count = 0;

async function tablePut(settings: Settings) {
  const client = new DynamoDB(settings);
  const TableName = 'leaks';
  await client.createTable({
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  });
  return async (then: 'kept' | 'removed', text: string) => {
    count += 1;
    const id = { S: `${count}` };
    const note = { M: { lines: { L: [{ B: Buffer.from(text) }] } } };
    await client.putItem({ TableName, Item: { id, note } });
    if (then === 'removed') await client.deleteItem({ TableName, Key: { id } });
  };
}

async function personNamed(settings: Settings): Promise<Leak> {
  const client = new CognitoIdentityProvider(settings);
  const { UserPool } = await client.createUserPool({ PoolName: 'people' });
  return (text) => {
    count += 1;
    const UserAttributes = [{ Name: 'name', Value: text }];
    const Username = `person ${count}`;
    return client.adminCreateUser({ UserPoolId: UserPool?.Id, Username, UserAttributes });
  };
}

async function objectVersion(settings: Settings): Promise<Leak> {
  const client = new S3({ ...settings, forcePathStyle: true });
  const at = { Bucket: 'leaks', Key: 'note' };
  await client.createBucket({ Bucket: at.Bucket });
  await client.putBucketVersioning({ Bucket: at.Bucket, VersioningConfiguration: { Status: 'Enabled' } });
  return async (text) => {
    await client.putObject({ ...at, Body: text });
    await client.deleteObject(at);
  };
}

async function logLine(settings: Settings): Promise<Leak> {
  const client = new CloudWatchLogs(settings);
  const to = { logGroupName: '/aws/lambda/leaks', logStreamName: 'stream' };
  await client.createLogGroup({ logGroupName: to.logGroupName });
  await client.createLogStream(to);
  return (text) =>
    client.putLogEvents({
      ...to,
      logEvents: [{ timestamp: Date.now(), message: JSON.stringify({ text }) }],
    });
}

async function workflowInput(settings: Settings): Promise<Leak> {
  const client = new SFN(settings);
  const definition = JSON.stringify({ StartAt: 'Done', States: { Done: { Type: 'Succeed' } } });
  const trust = {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ],
  };
  const made = await new IAM(settings).createRole({
    RoleName: 'leaks',
    AssumeRolePolicyDocument: JSON.stringify(trust),
  });
  const roleArn = made.Role?.Arn;
  const { stateMachineArn } = await client.createStateMachine({ name: 'leaks', definition, roleArn });
  return (text) => client.startExecution({ stateMachineArn, input: JSON.stringify({ text }) });
}

async function queueSend(settings: Settings): Promise<Leak> {
  const client = new SQS(settings);
  const { QueueUrl } = await client.createQueue({ QueueName: 'leaks' });
  return (text) => client.sendMessage({ QueueUrl, MessageBody: text });
}

async function mailTo(settings: Settings): Promise<Leak> {
  const client = new SESv2(settings);
  const from = 'cloister@example.org';
  await client.createEmailIdentity({ EmailIdentity: from });
  return (text) =>
    client.sendEmail({
      FromEmailAddress: from,
      Destination: { ToAddresses: ['somebody@example.org'] },
      Content: { Simple: { Subject: { Data: 'Hello' }, Body: { Text: { Data: text } } } },
    });
}
