import { runSimulation } from '@cloud-copilot/iam-simulate';
import { describe, expect, it } from 'vitest';
import {
  MOST_BYTES,
  serviceControlPolicy,
  serviceControlPolicyFile,
} from '../../../lib/policies/service-control-policy.ts';

const account = '111122223333';
const role = (name: string) => `arn:aws:iam::${account}:role/${name}`;
const admin = role('Administrator');
const deployer = role(`cdk-hnb659fds-cfn-exec-role-${account}-eu-central-1`);
const answering = role('cloister-prod-chat-TurnsRole0A1B2C3D-XYZ');
const setter = role('cloister-prod-models-SetRetentionModeRole0A1B2C3D-XYZ');
const key = `arn:aws:kms:eu-central-1:${account}:key/0a1b2c3d-0000-4000-8000-000000000000`;
const table = `arn:aws:dynamodb:eu-central-1:${account}:table/cloister-prod-data-ContentKeys`;
const instance = `arn:aws:ec2:eu-central-1:${account}:instance/i-0123456789abcdef0`;
const code = `arn:aws:lambda:eu-central-1:${account}:function:cloister-prod-chat-Turns`;
const taggedKey = { 'aws:ResourceTag/cloister:stage': 'prod' };
const throughS3 = { ...taggedKey, 'kms:ViaService': 's3.eu-central-1.amazonaws.com' };
const all = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

const record = 'bedrock:PutModelInvocationLoggingConfiguration';
const retain = 'bedrock:PutAccountDataRetention';
const mode = (set: string) => ({ 'bedrock:DataRetentionMode': set });
const granted = (forAws: string) => ({ ...taggedKey, 'kms:GrantIsForAWSResource': forAws });
const volume = `arn:aws:ec2:eu-central-1:${account}:volume/vol-0123456789abcdef0`;
const trail = `arn:aws:cloudtrail:eu-central-1:${account}:trail/cloister`;

const attached = (name: string, policy: unknown) => ({ name, policy });

/** What AWS says to `principal`, with an account administrator's rights, about the action. */
async function ask(principal: string, action: string, resource: string, context?: Record<string, string>) {
  const simulated = await runSimulation(
    {
      request: {
        principal,
        action,
        resource: { resource, accountId: account },
        contextVariables: { 'aws:PrincipalArn': principal, ...context },
      },
      identityPolicies: [attached('admin', all)],
      serviceControlPolicies: [
        { orgIdentifier: 'o-1', policies: [attached('all', all), attached('ours', serviceControlPolicy)] },
      ],
      resourceControlPolicies: [],
      ...(action.startsWith('kms:') || action === 'sts:AssumeRole'
        ? { resourcePolicy: trusting(principal, action) }
        : {}),
    },
    {},
  );
  if (simulated.resultType === 'error') throw new Error(JSON.stringify(simulated.errors));
  return simulated.overallResult;
}

/** A key or role that itself trusts the caller, so that only the service control policy decides. */
const trusting = (AWS: string, Action: string) => ({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { AWS }, Action, ...(Action.startsWith('kms:') && { Resource: '*' }) },
  ],
});

describe('the service control policy', () => {
  it('is what the guide ships', async () => {
    await expect(serviceControlPolicyFile()).toMatchFileSnapshot(
      '../../../docs/guides/service-control-policy.json',
    );
  });

  it('fits into an organisation', () => {
    expect(JSON.stringify(serviceControlPolicy).length).toBeLessThanOrEqual(MOST_BYTES);
  });

  it.each<[string, string, string, string, Record<string, string>?]>([
    ['record model calls', admin, record, '*'],
    ['let the deployment record model calls', deployer, record, '*'],
    ['let Bedrock keep prompts', admin, retain, '*', mode('default')],
    ['let the setter set anything but none', setter, retain, '*', mode('default')],
    ['open a session in a machine', admin, 'ssm:StartSession', instance],
    ['run a command in a machine', admin, 'ssm:SendCommand', instance],
    ['read a machine’s console', admin, 'ec2:GetConsoleOutput', instance],
    ['copy a machine’s disk', admin, 'ec2:CreateSnapshot', volume],
    ['change what a machine starts with', admin, 'ec2:ModifyInstanceAttribute', instance],
    ['unwrap a data key', admin, 'kms:Decrypt', key, taggedKey],
    ['sign a receipt', admin, 'kms:Sign', key, taggedKey],
    ['delete a key', admin, 'kms:ScheduleKeyDeletion', key, taggedKey],
    ['disable a key', admin, 'kms:DisableKey', key, taggedKey],
    ['rewrite a key’s policy', admin, 'kms:PutKeyPolicy', key, taggedKey],
    ['take the tag off a key', admin, 'kms:UntagResource', key, taggedKey],
    ['grant a key to somebody', admin, 'kms:CreateGrant', key, granted('false')],
    ['back up wrapped keys', admin, 'dynamodb:CreateBackup', table],
    ['lengthen a restore window', admin, 'dynamodb:UpdateContinuousBackups', table],
    ['become a role of the platform', admin, 'sts:AssumeRole', answering],
    ['lend a role of the platform', admin, 'iam:PassRole', answering],
    ['add to a role of the platform', admin, 'iam:PutRolePolicy', answering],
    ['change a function', admin, 'lambda:UpdateFunctionCode', code],
    ['stop the trail', admin, 'cloudtrail:StopLogging', trail],
    ['leave the organisation', admin, 'organizations:LeaveOrganization', '*'],
  ])('nobody may %s', async (_what, principal, action, resource, context) => {
    expect(await ask(principal, action, resource, context)).toBe('ExplicitlyDenied');
  });

  it.each<[string, string, string, string, Record<string, string>?]>([
    ['the custom resource sets retention mode none', setter, retain, '*', mode('none')],
    ['a function unwraps a data key', answering, 'kms:Decrypt', key, taggedKey],
    [
      'an administrator reads what a store encrypts at rest, sealed as it is',
      admin,
      'kms:Decrypt',
      key,
      throughS3,
    ],
    ['an administrator uses a key of something else', admin, 'kms:Decrypt', key],
    ['a store gets its grant', admin, 'kms:CreateGrant', key, granted('true')],
    ['a deployment changes a key’s policy', deployer, 'kms:PutKeyPolicy', key, taggedKey],
    ['a deployment changes a function', deployer, 'lambda:UpdateFunctionCode', code],
    ['a deployment makes a role', deployer, 'iam:CreateRole', answering],
    ['a deployment lends a role', deployer, 'iam:PassRole', answering],
    ['an administrator restores a table', admin, 'dynamodb:RestoreTableToPointInTime', table],
    ['an administrator ends a machine', admin, 'ec2:TerminateInstances', instance],
  ])('%s', async (_what, principal, action, resource, context) => {
    expect(await ask(principal, action, resource, context)).toBe('Allowed');
  });
});
