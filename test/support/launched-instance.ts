import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EC2 } from '@aws-sdk/client-ec2';
import { EventBridge } from '@aws-sdk/client-eventbridge';
import { IAM } from '@aws-sdk/client-iam';
import { S3 } from '@aws-sdk/client-s3';
import { SFN } from '@aws-sdk/client-sfn';
import { SQS } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { newId } from '../../contracts/ids.ts';
import { adminClient, localAccount, localRegion } from '../../local/emulator/account.ts';
import { buildRunner } from '../../runner/build.ts';
import { runnerUserData } from '../../runner/user-data.ts';

type Settings = ReturnType<typeof adminClient>;
const roleArn = `arn:aws:iam::${localAccount}:role/machine`;

/** One launched instance with what the platform would put around it. */
export interface LaunchedInstance {
  readonly instanceId: string;
  readonly queueUrl: string;
  /** The states that a rule's target was told, sorted: executions of one second have no order. */
  readonly statesTold: () => Promise<string[]>;
}

/** Launches an instance in an empty emulator as the platform would: artefact, role, template, rule, tags, queue. */
export async function launchInstance(
  endpoint: string,
  apiUrl: string,
  folder: string,
): Promise<LaunchedInstance> {
  const settings = adminClient(endpoint);
  await publish(settings, folder);
  const roleId = await makeRole(new IAM(settings));
  const target = await listen(settings);
  const ec2 = new EC2(settings);
  const instanceId = await launch(ec2, { machine: newId('machine'), api: apiUrl });
  const queueUrl = await makeQueue(new SQS(settings), `${roleId}:${instanceId}`);
  await ec2.createTags({ Resources: [instanceId], Tags: tags({ queue: queueUrl }) });
  return { instanceId, queueUrl, statesTold: () => toldOf(new SFN(settings), target, instanceId) };
}

async function publish(settings: Settings, folder: string): Promise<void> {
  const artefact = { bucket: 'artefacts', key: 'runner.mjs', region: localRegion };
  const s3 = new S3({ ...settings, forcePathStyle: true });
  await s3.createBucket({ Bucket: artefact.bucket });
  const file = buildRunner(join(folder, 'runner.mjs'));
  await s3.putObject({ Bucket: artefact.bucket, Key: artefact.key, Body: await readFile(file) });
  const UserData = Buffer.from(runnerUserData(artefact)).toString('base64');
  await new EC2(settings).createLaunchTemplate({
    LaunchTemplateName: 'machine',
    LaunchTemplateData: { UserData },
  });
}

/** A rule as the platform has one, and a target that keeps what it was told. */
async function listen(settings: Settings): Promise<string> {
  const states = new SFN(settings);
  const definition = JSON.stringify({ StartAt: 'Keep', States: { Keep: { Type: 'Succeed' } } });
  const { stateMachineArn = '' } = await states.createStateMachine({ name: 'told', definition, roleArn });
  const events = new EventBridge(settings);
  const EventPattern = JSON.stringify({
    source: ['aws.ec2'],
    'detail-type': ['EC2 Instance State-change Notification'],
  });
  await events.putRule({ Name: 'instances', EventPattern });
  await events.putRule({ Name: 'others', EventPattern: JSON.stringify({ source: ['aws.s3'] }) });
  for (const Rule of ['instances', 'others'])
    await events.putTargets({ Rule, Targets: [{ Id: 'kept', Arn: stateMachineArn, RoleArn: roleArn }] });
  return stateMachineArn;
}

async function makeRole(iam: IAM): Promise<string> {
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  };
  const { Role } = await iam.createRole({
    RoleName: 'machine',
    AssumeRolePolicyDocument: JSON.stringify(trust),
  });
  const may = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::artefacts/*' }],
  };
  await iam.putRolePolicy({
    RoleName: 'machine',
    PolicyName: 'artefact',
    PolicyDocument: JSON.stringify(may),
  });
  await iam.createInstanceProfile({ InstanceProfileName: 'machine' });
  await iam.addRoleToInstanceProfile({ InstanceProfileName: 'machine', RoleName: 'machine' });
  return Role?.RoleId ?? '';
}

const tags = (facts: Readonly<Record<string, string>>) =>
  Object.entries(facts).map(([name, Value]) => ({ Key: `cloister:${name}`, Value }));

async function launch(ec2: EC2, facts: Readonly<Record<string, string>>): Promise<string> {
  const { Instances } = await ec2.runInstances({
    MinCount: 1,
    MaxCount: 1,
    IamInstanceProfile: { Name: 'machine' },
    TagSpecifications: [{ ResourceType: 'instance', Tags: tags(facts) }],
  });
  return Instances?.[0]?.InstanceId ?? '';
}

/** Only this very instance may read it: an identity that the session's name makes. */
async function makeQueue(sqs: SQS, userId: string): Promise<string> {
  const { QueueUrl = '' } = await sqs.createQueue({ QueueName: 'runs' });
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: roleArn },
        Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility'],
        Resource: `arn:aws:sqs:${localRegion}:${localAccount}:runs`,
        Condition: { StringEquals: { 'aws:userid': userId } },
      },
    ],
  };
  await sqs.setQueueAttributes({ QueueUrl, Attributes: { Policy: JSON.stringify(policy) } });
  return QueueUrl;
}

async function toldOf(states: SFN, stateMachineArn: string, instanceId: string): Promise<string[]> {
  const { executions = [] } = await states.listExecutions({ stateMachineArn });
  const inputs = await Promise.all(
    executions.map(({ executionArn }) => states.describeExecution({ executionArn })),
  );
  const event = z.object({ detail: z.object({ 'instance-id': z.literal(instanceId), state: z.string() }) });
  return inputs.map(({ input = '' }) => event.parse(JSON.parse(input)).detail.state).sort();
}
