import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { kmsKeys } from '../../contracts/keys.ts';
import type { Grant, WorkflowId } from '../../lambdas/platform/function.ts';
import { regionGroups } from '../../policy/models.ts';
import { modelArns } from '../stacks/network.ts';
import { type Platform, resourceOf } from '../stacks/platform.ts';

/** A grant as IAM and the environment see it. */
interface Permitted {
  readonly statements: readonly iam.PolicyStatement[];
  readonly environment: Readonly<Record<string, string>>;
}

/** ARNs of workflows in the same stack; filled before functions are made. */
export type WorkflowArns = Readonly<Partial<Record<WorkflowId, string>>>;

/** Tag that every instance of ours carries; control functions may touch no other. */
export const MACHINE_TAG = 'cloister:vm';

/** Names of machines' queues begin so. */
const MACHINE_QUEUES = 'cloister-vm-';

/** Turns one grant into its statements and its environment. */
export function permit(scope: Construct, grant: Grant, platform: Platform, workflows: WorkflowArns): Permitted {
  const stack = Stack.of(scope);
  const { partition, region, account } = stack;
  switch (grant.to) {
    case 'table': {
      const { resource } = resourceOf(platform.tables, grant.table);
      const resources = grant.indexes.length === 0 ? [resource.tableArn] : grant.indexes.map((name) => `${resource.tableArn}/index/${name}`);
      return one(grant.actions.map((action) => `dynamodb:${action}`), resources, { [grant.table.env]: resource.tableName });
    }
    case 'bucket': {
      const { resource } = resourceOf(platform.buckets, grant.bucket);
      const onObjects = grant.actions.filter((action) => action !== 'ListBucket').map((action) => `s3:${action}`);
      const onBucket = grant.actions.filter((action) => action === 'ListBucket').map((action) => `s3:${action}`);
      return {
        statements: [
          ...(onObjects.length > 0 ? [allow(onObjects, [resource.arnForObjects('*')])] : []),
          ...(onBucket.length > 0 ? [allow(onBucket, [resource.bucketArn])] : []),
        ],
        environment: { [grant.bucket.env]: resource.bucketName },
      };
    }
    case 'key': {
      const key = platform.keys[grant.key];
      return one(grant.actions.map((action) => `kms:${action}`), [key.keyArn], { [kmsKeys[grant.key].env]: key.keyArn });
    }
    case 'models':
      return one(['bedrock:InvokeModelWithResponseStream'], modelArns(stack, platform.deployment), {
        MODEL_REGION_GROUP: platform.deployment.regionGroup,
      });
    case 'retention-guard':
      return one(['bedrock:GetAccountDataRetention', 'bedrock:GetModelInvocationLoggingConfiguration'], ['*'], {
        MODEL_REGIONS: regionGroups[platform.deployment.regionGroup].join(','),
      });
    case 'retention-mode':
      return one(['bedrock:PutAccountDataRetention', 'bedrock:DeleteModelInvocationLoggingConfiguration'], ['*'], {});
    case 'workflow': {
      const arn = workflows[grant.workflow];
      if (arn === undefined) throw new Error(`workflow ${grant.workflow} is not in the stack ${stack.stackName}`);
      const name = `${grant.workflow.replaceAll('-', '_').toUpperCase()}_WORKFLOW`;
      return one(grant.actions.map((action) => `states:${action}`), [arn], { [name]: arn });
    }
    case 'user-pool':
      return one(grant.actions.map((action) => `cognito-idp:${action}`), [platform.identity.pool.userPoolArn], {
        USER_POOL_ID: platform.identity.pool.userPoolId,
      });
    case 'sign-in':
      return {
        statements: [],
        environment: {
          SIGN_IN_URL: platform.identity.signInUrl,
          SIGN_IN_CLIENT_ID: platform.identity.signInClientId,
          USER_POOL_ID: platform.identity.pool.userPoolId,
          JWKS_URL: platform.deployment.jwksUrl(platform.identity.pool.userPoolId),
        },
      };
    case 'mail': {
      const { mailSender } = platform.deployment.settings;
      return mailSender === undefined
        ? { statements: [], environment: {} }
        : one(['ses:SendEmail'], [`arn:${partition}:ses:${region}:${account}:identity/*`], { MAIL_SENDER: mailSender });
    }
    case 'machines': {
      // Describe calls take no resource; the rest only what carries our tag.
      const describe = grant.actions.filter((action) => action.startsWith('Describe')).map((action) => `ec2:${action}`);
      const act = grant.actions.filter((action) => !action.startsWith('Describe')).map((action) => `ec2:${action}`);
      return {
        statements: [
          ...(describe.length > 0 ? [allow(describe, ['*'])] : []),
          ...(act.length > 0
            ? [allow(act, [`arn:${partition}:ec2:${region}:${account}:instance/*`], { StringLike: { [`aws:ResourceTag/${MACHINE_TAG}`]: '*' } })]
            : []),
        ],
        environment: {},
      };
    }
    case 'machine-launch':
      return permitLaunch(stack, platform);
    case 'machine-queues': {
      const arns = `arn:${partition}:sqs:${region}:${account}:${MACHINE_QUEUES}`;
      return one(grant.actions.map((action) => `sqs:${action}`), [`${arns}*`], { MACHINE_QUEUES, MACHINE_QUEUE_ARNS: arns });
    }
  }
}

const allow = (actions: string[], resources: string[], conditions?: Record<string, unknown>): iam.PolicyStatement =>
  new iam.PolicyStatement({ actions, resources, ...(conditions === undefined ? {} : { conditions }) });

const one = (actions: string[], resources: string[], environment: Record<string, string>): Permitted => ({
  statements: [allow(actions, resources)],
  environment,
});

/** To launch from the one template, into the machines' own network, with their own role, tagged. */
function permitLaunch({ partition, region, account }: Stack, { machines }: Platform): Permitted {
  if (machines === undefined) throw new Error('this profile has no machines');
  const ec2 = (resource: string) => `arn:${partition}:ec2:${region}:${account}:${resource}`;
  const parts = [
    ec2(`launch-template/${machines.template}`),
    ec2(`security-group/${machines.securityGroup}`),
    ...machines.subnets.map((subnet) => ec2(`subnet/${subnet}`)),
    ec2('network-interface/*'),
    ec2('volume/*'),
    `arn:${partition}:ec2:${region}::image/*`,
  ];
  return {
    statements: [
      allow(['ec2:RunInstances'], parts),
      allow(['ec2:RunInstances'], [ec2('instance/*')], { StringLike: { [`aws:RequestTag/${MACHINE_TAG}`]: '*' } }),
      allow(['ec2:CreateTags'], [ec2('instance/*'), ec2('volume/*')], { StringEquals: { 'ec2:CreateAction': 'RunInstances' } }),
      allow(['iam:PassRole'], [machines.roleArn], { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } }),
      // The template names the newest image by this parameter.
      allow(['ssm:GetParameters'], [`arn:${partition}:ssm:${region}::parameter${machines.imageParameter}`]),
    ],
    environment: {
      MACHINE_TEMPLATE: machines.template,
      MACHINE_SUBNETS: machines.subnets.join(','),
      MACHINE_SECURITY_GROUP: machines.securityGroup,
      MACHINE_PROFILE: machines.profileArn,
      MACHINE_ROLE: machines.roleArn,
      MACHINE_ROLE_ID: machines.roleId,
      MACHINE_API: machines.api,
    },
  };
}
