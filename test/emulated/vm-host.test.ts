import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateLaunchTemplateCommand,
  CreateTagsCommand,
  EC2Client,
  RunInstancesCommand,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  ListExecutionsCommand,
  SFNClient,
} from '@aws-sdk/client-sfn';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { newId } from '../../contracts/ids.ts';
import { adminClient, localAccount, localRegion } from '../../local/emulator/account.ts';
import type { Emulator } from '../../local/emulator/emulator.ts';
import { isolationHere } from '../../local/vm-host/isolation.ts';
import { startVmHost } from '../../local/vm-host/vm-host.ts';
import { buildRunner } from '../../runner/build.ts';
import { runnerUserData } from '../../runner/user-data.ts';
import { FakeRun, inTurn, MachineApi, says, wants } from '../support/machine-api.ts';
import { startOwnEmulator } from '../support/own-emulator.ts';

const isolation = await isolationHere();
const soon = { timeout: 40_000, interval: 200 };
const machineId = newId('machine');
const said: string[] = [];
let emulator: Emulator & AsyncDisposable;
let api: MachineApi;
let folder: string;
let host: { close(): Promise<void> };
let ec2: EC2Client;
let sqs: SQSClient;
let instanceId: string;
let states: SFNClient;
let stateMachineArn: string;
let queueUrl: string;

beforeAll(async () => {
  [emulator, api, folder] = await Promise.all([
    startOwnEmulator(),
    MachineApi.start(),
    mkdtemp(join(tmpdir(), 'cloister-vms-')),
  ]);
  const settings = adminClient(emulator.endpoint);
  ec2 = new EC2Client(settings);
  sqs = new SQSClient(settings);
  await publish(settings);
  states = new SFNClient(settings);
  const roleId = await makeRole(new IAMClient(settings));
  await listen(settings, `arn:aws:iam::${localAccount}:role/machine`);
  instanceId = await launch();
  queueUrl = await makeQueue(roleId);
  await ec2.send(new CreateTagsCommand({ Resources: [instanceId], Tags: tags({ queue: queueUrl }) }));
  host = await startVmHost({
    emulatorEndpoint: emulator.endpoint,
    stateDir: folder,
    log: (line) => said.push(line),
  });
});

afterAll(async () => {
  await host?.close();
  await Promise.all([emulator?.[Symbol.asyncDispose](), api?.[Symbol.asyncDispose]()]);
  await rm(folder, { recursive: true, force: true });
});

async function publish(settings: ReturnType<typeof adminClient>): Promise<void> {
  const artefact = { bucket: 'artefacts', key: 'runner.mjs', region: localRegion };
  const s3 = new S3Client({ ...settings, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: artefact.bucket }));
  const file = await buildRunner(join(folder, 'runner.mjs'));
  await s3.send(
    new PutObjectCommand({ Bucket: artefact.bucket, Key: artefact.key, Body: await readFile(file) }),
  );
  const UserData = Buffer.from(runnerUserData(artefact)).toString('base64');
  await ec2.send(
    new CreateLaunchTemplateCommand({ LaunchTemplateName: 'machine', LaunchTemplateData: { UserData } }),
  );
}

/** A rule as the platform has one, and a target that keeps what it was told. */
async function listen(settings: ReturnType<typeof adminClient>, roleArn: string): Promise<void> {
  const definition = JSON.stringify({ StartAt: 'Keep', States: { Keep: { Type: 'Succeed' } } });
  const made = await states.send(new CreateStateMachineCommand({ name: 'told', definition, roleArn }));
  stateMachineArn = made.stateMachineArn ?? '';
  const events = new EventBridgeClient(settings);
  const EventPattern = JSON.stringify({
    source: ['aws.ec2'],
    'detail-type': ['EC2 Instance State-change Notification'],
  });
  await events.send(new PutRuleCommand({ Name: 'instances', EventPattern }));
  await events.send(
    new PutRuleCommand({ Name: 'others', EventPattern: JSON.stringify({ source: ['aws.s3'] }) }),
  );
  for (const Rule of ['instances', 'others']) {
    await events.send(
      new PutTargetsCommand({ Rule, Targets: [{ Id: 'kept', Arn: stateMachineArn, RoleArn: roleArn }] }),
    );
  }
}

async function makeRole(iam: IAMClient): Promise<string> {
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  };
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName: 'machine', AssumeRolePolicyDocument: JSON.stringify(trust) }),
  );
  const may = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::artefacts/*' }],
  };
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: 'machine',
      PolicyName: 'artefact',
      PolicyDocument: JSON.stringify(may),
    }),
  );
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: 'machine' }));
  await iam.send(
    new AddRoleToInstanceProfileCommand({ InstanceProfileName: 'machine', RoleName: 'machine' }),
  );
  return Role?.RoleId ?? '';
}

const tags = (facts: Readonly<Record<string, string>>) =>
  Object.entries(facts).map(([name, Value]) => ({ Key: `cloister:${name}`, Value }));

async function launch(): Promise<string> {
  const { Instances } = await ec2.send(
    new RunInstancesCommand({
      MinCount: 1,
      MaxCount: 1,
      IamInstanceProfile: { Name: 'machine' },
      TagSpecifications: [{ ResourceType: 'instance', Tags: tags({ vm: machineId, api: api.url }) }],
    }),
  );
  return Instances?.[0]?.InstanceId ?? '';
}

/** Only this very instance may read it: an identity that the session's name makes. */
async function makeQueue(roleId: string): Promise<string> {
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'runs' }));
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${localAccount}:role/machine` },
        Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility'],
        Resource: `arn:aws:sqs:${localRegion}:${localAccount}:runs`,
        Condition: { StringEquals: { 'aws:userid': `${roleId}:${instanceId}` } },
      },
    ],
  };
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: JSON.stringify(policy) } }));
  return QueueUrl;
}

async function hand(run: FakeRun): Promise<string> {
  const runId = newId('run');
  api.runs.set(runId, run);
  await deliver(runId);
  return runId;
}
const deliver = (runId: string) =>
  sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify({ runId }) }));
const ended = (run: FakeRun) => vi.waitFor(() => expect(run.result).toBeDefined(), soon);
const queueIsEmpty = () =>
  vi.waitFor(async () => {
    const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: [...names] }),
    );
    expect(names.map((name) => Attributes?.[name])).toEqual(['0', '0']);
  }, soon);

/** Processes of this computer with this in their command line. */
function processes(what: string): string[] {
  const all = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' }).split('\n');
  return all.filter((line) => line.includes(what)).map((line) => line.trim().split(' ')[0] ?? '');
}

/** What the rule's target was told, sorted: executions of one second have no order. */
async function statesTold(): Promise<string[]> {
  const { executions = [] } = await states.send(new ListExecutionsCommand({ stateMachineArn }));
  const inputs = await Promise.all(
    executions.map(({ executionArn }) => states.send(new DescribeExecutionCommand({ executionArn }))),
  );
  const event = z.object({ detail: z.object({ 'instance-id': z.literal(instanceId), state: z.string() }) });
  return inputs.map(({ input = '' }) => event.parse(JSON.parse(input)).detail.state).sort();
}

const consoleOf = (id: string): Promise<string> =>
  readFile(join(folder, id, 'console.log'), 'utf8').catch(() => '');

describe.runIf(isolation.kind === 'sandbox')('an instance of the emulator', () => {
  it('runs the launch template’s own user data, and its runner reports in, signed as the instance', async () => {
    await vi.waitFor(() => expect(api.ready()).toBe(1), soon);
    expect(api.calls[0]?.signature).toMatch(
      /^AWS4-HMAC-SHA256 Credential=ASIA[^/]+\/\d+\/[^/]+\/execute-api\/aws4_request/,
    );
    expect(said).toEqual([isolation.message]);
    expect(await consoleOf(instanceId)).toContain('user data ended with 0');
  });

  it('does what the agent wants as a user without rights, apart from this computer’s files and processes', async () => {
    const script = [
      'whoami; pwd; id -u',
      'grep CapEff /proc/self/status',
      'echo kept >kept; touch /usr/changed 2>&1',
      `ls ${process.cwd()} 2>&1`,
      'env | grep -c AWS; ls /proc | grep -c "^[0-9]"',
    ].join('\n');
    const run = new FakeRun('Look around', inTurn(wants(script), says('Done.\nAll good.')));
    await hand(run);
    await ended(run);
    expect(run.result).toEqual({ state: 'succeeded', output: 'Done.\nAll good.' });
    expect(run.log('agent')).toEqual(['I will look.', 'Done.', 'All good.']);
    const output = run.log('output');
    expect(output.slice(0, 4)).toEqual(['agent', '/home/agent', '1000', 'CapEff:\t0000000000000000']);
    expect(output[4]).toContain('Read-only file system');
    expect(output[5]).toContain('No such file');
    expect(output[6]).toBe('0');
    expect(Number(output[7])).toBeLessThan(15);
    await queueIsEmpty();
  });

  it('gives the role’s credentials to its root and its runner, not to the agent', async () => {
    const [environment] = processes('runner.mjs run').map((pid) => `/proc/${pid}/environ`);
    const address = /AWS_EC2_METADATA_SERVICE_ENDPOINT=([^\0]+)/.exec(
      await readFile(environment ?? '', 'utf8'),
    )?.[1];
    const run = new FakeRun(
      'Try',
      inTurn(
        wants(
          `exec 3<>/dev/tcp/${address?.replace('http://', '').replace(':', '/')}; printf 'PUT /latest/api/token HTTP/1.1\\r\\nhost: x\\r\\n\\r\\n' >&3; head -1 <&3 | tr -d '\\r'`,
        ),
        says(''),
      ),
    );
    await hand(run);
    await ended(run);
    expect(run.log('output')).toEqual(['HTTP/1.1 403 Forbidden']);
  });

  it('goes on where it was when its runner is killed in mid-run, without asking or logging twice', async () => {
    const model = inTurn(
      wants('echo one >>steps; echo first'),
      wants('echo two >>steps; sleep 4; echo second'),
      wants('cat steps'),
      says('Done.'),
    );
    const run = new FakeRun('Count', model);
    await hand(run);
    await vi.waitFor(() => expect(run.log('output')).toContain('first'), soon);
    await vi.waitFor(() => expect(processes('sleep 4')).not.toEqual([]), soon);
    for (const pid of processes('runner.mjs run')) process.kill(Number(pid), 'SIGKILL');
    await vi.waitFor(() => expect(processes('sleep 4')).toEqual([]), soon);
    await vi.waitFor(() => expect(run.result?.state).toBe('succeeded'), { timeout: 100_000, interval: 200 });
    expect(run.log('output')).toEqual(['first', 'one', 'two']);
    expect(run.asked.map((messages) => messages.length)).toEqual([1, 3, 5, 7]);
    expect(JSON.stringify(run.asked[2]?.at(-1))).toContain('may have run in part');
    await queueIsEmpty();
  });

  it('ends a run that shall stop, with all that its command started', async () => {
    const run = new FakeRun('Wait', inTurn(wants('(sleep 4321 & sleep 4321); echo late', 600)));
    await hand(run);
    await vi.waitFor(() => expect(processes('sleep 4321')).not.toEqual([]), soon);
    run.stop = true;
    await ended(run);
    expect(run.result).toEqual({ state: 'stopped' });
    expect(run.log('output')).toEqual([]);
    await vi.waitFor(() => expect(processes('sleep 4321')).toEqual([]), soon);
  });

  it('acknowledges a run that comes again after its end, and what is no run', async () => {
    const run = new FakeRun('Once', inTurn(says('Once.')));
    const runId = await hand(run);
    await ended(run);
    await deliver(runId);
    await deliver(newId('run'));
    await deliver('nonsense');
    await queueIsEmpty();
    expect(run.asked).toHaveLength(1);
  });

  it('ends with the instance and is there again with its disk when that starts', async () => {
    const run = new FakeRun('Long', inTurn(wants('sleep 8; cat kept', 60), says('Kept.')));
    await hand(run);
    await vi.waitFor(() => expect(processes('sleep 8')).not.toEqual([]), soon);
    await ec2.send(new StopInstancesCommand({ InstanceIds: [instanceId] }));
    await vi.waitFor(() => expect(processes('/opt/vm-host/inside.mjs')).toEqual([]), soon);
    await vi.waitFor(async () => expect(await statesTold()).toContain('stopped'), soon);
    expect(processes('runner.mjs')).toEqual([]);
    expect(run.result).toBeUndefined();
    const before = api.ready();
    await ec2.send(new StartInstancesCommand({ InstanceIds: [instanceId] }));
    await vi.waitFor(() => expect(api.ready()).toBe(before + 1), soon);
    await ended(run);
    expect(run.result?.state).toBe('succeeded');
  });

  it('is there again after the host was, with nothing told', async () => {
    const [told, before] = [await statesTold(), api.ready()];
    await host.close();
    expect(processes('/opt/vm-host/inside.mjs')).toEqual([]);
    host = await startVmHost({ emulatorEndpoint: emulator.endpoint, stateDir: folder, log: () => undefined });
    await vi.waitFor(() => expect(api.ready()).toBe(before + 1), soon);
    expect(await statesTold()).toEqual(told);
  });

  it('leaves nothing when the instance is terminated, and every change was told', async () => {
    await ec2.send(new TerminateInstancesCommand({ InstanceIds: [instanceId] }));
    await vi.waitFor(async () => expect(await statesTold()).toContain('terminated'), soon);
    expect(await readdir(folder)).not.toContain(instanceId);
    expect(processes('/opt/vm-host/inside.mjs')).toEqual([]);
    const all = [
      'pending',
      'running',
      'stopping',
      'stopped',
      'pending',
      'running',
      'shutting-down',
      'terminated',
    ];
    expect(await statesTold()).toEqual(all.sort());
  });
});
