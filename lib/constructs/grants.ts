import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { kmsKeys } from '../../contracts/platform/kms-keys.ts';
import type { Grant, WorkflowId } from '../../lambdas/platform/function.ts';
import { regionGroups } from '../../policy/models.ts';
import type { Deployment } from '../config/deployment.ts';
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
export const MACHINE_TAG = 'cloister:machine';

/** Names of machines' queues begin so. */
const MACHINE_QUEUES = 'cloister-machine-';

/** Turns one grant into its statements and its environment. */
export function permit(
  scope: Construct,
  grant: Grant,
  platform: Platform,
  workflows: WorkflowArns,
): Permitted {
  const stack = Stack.of(scope);
  switch (grant.to) {
    case 'table':
      return permitTable(grant, platform);
    case 'bucket':
      return permitBucket(grant, platform);
    case 'key':
      return permitKey(grant, platform);
    case 'models':
    case 'retention-guard':
    case 'retention-mode':
      return permitBedrock(grant, stack, platform.deployment);
    case 'workflow':
      return permitWorkflow(grant, stack, workflows);
    case 'user-pool':
    case 'sign-in':
      return permitIdentity(grant, platform);
    case 'machines':
      return permitMachines(grant, stack);
    case 'machine-launch':
      return permitLaunch(stack, platform);
    case 'machine-queues':
      return permitQueues(grant, stack, platform);
  }
}

type To<Kind extends Grant['to']> = Extract<Grant, { readonly to: Kind }>;

const named = (service: string, actions: readonly string[]): string[] =>
  actions.map((action) => `${service}:${action}`);

function permitTable(
  { table, actions, indexes, named: naming }: To<'table'>,
  { tables }: Platform,
): Permitted {
  const { tableArn, tableName } = resourceOf(tables, table).resource;
  const resources = indexes.length === 0 ? [tableArn] : indexes.map((name) => `${tableArn}/index/${name}`);
  return one(named('dynamodb', actions), resources, naming === 'by-map' ? {} : { [table.env]: tableName });
}

function permitBucket({ bucket, actions, named: naming }: To<'bucket'>, { buckets }: Platform): Permitted {
  const { resource } = resourceOf(buckets, bucket);
  const onObjects = actions.filter((action) => action !== 'ListBucket');
  const onBucket = actions.filter((action) => action === 'ListBucket');
  return {
    statements: [
      ...allowAny(named('s3', onObjects), [resource.arnForObjects('*')]),
      ...allowAny(named('s3', onBucket), [resource.bucketArn]),
    ],
    environment: naming === 'by-map' ? {} : { [bucket.env]: resource.bucketName },
  };
}

function permitKey({ key, actions }: To<'key'>, { keys }: Platform): Permitted {
  const { keyArn } = keys[key];
  return one(named('kms', actions), [keyArn], { [kmsKeys[key].env]: keyArn });
}

function permitBedrock(
  { to }: To<'models' | 'retention-guard' | 'retention-mode'>,
  stack: Stack,
  deployment: Deployment,
): Permitted {
  const { regionGroup } = deployment;
  if (to === 'models') {
    const actions = ['bedrock:InvokeModelWithResponseStream'];
    return one(actions, modelArns(stack, deployment), { MODEL_REGION_GROUP: regionGroup });
  }
  // These settings are the account's: they take no resource.
  return to === 'retention-guard'
    ? one(['bedrock:GetAccountDataRetention', 'bedrock:GetModelInvocationLoggingConfiguration'], ['*'], {
        MODEL_REGIONS: regionGroups[regionGroup].join(','),
      })
    : one(
        ['bedrock:PutAccountDataRetention', 'bedrock:DeleteModelInvocationLoggingConfiguration'],
        ['*'],
        {},
      );
}

function permitWorkflow(
  { workflow, actions }: To<'workflow'>,
  stack: Stack,
  workflows: WorkflowArns,
): Permitted {
  const arn = workflows[workflow];
  if (arn === undefined) throw new Error(`workflow ${workflow} is not in the stack ${stack.stackName}`);
  const name = `${workflow.replaceAll('-', '_').toUpperCase()}_WORKFLOW`;
  return one(named('states', actions), [arn], { [name]: arn });
}

function permitIdentity(grant: To<'user-pool' | 'sign-in'>, { identity, deployment }: Platform): Permitted {
  const { userPoolArn, userPoolId } = identity.pool;
  if (grant.to === 'user-pool') {
    return one(named('cognito-idp', grant.actions), [userPoolArn], { USER_POOL_ID: userPoolId });
  }
  return {
    statements: [],
    environment: {
      SIGN_IN_URL: identity.signInUrl,
      SIGN_IN_CLIENT_ID: identity.signInClientId,
      USER_POOL_ID: userPoolId,
      JWKS_URL: deployment.jwksUrl(userPoolId),
    },
  };
}

/** Describe calls take no resource; the rest only what carries our tag. */
function permitMachines({ actions }: To<'machines'>, { partition, region, account }: Stack): Permitted {
  const describing = actions.filter((action) => action.startsWith('Describe'));
  const onVolumes = actions.filter((action) => action.endsWith('Volume'));
  const onInstances = actions.filter((action) => !describing.includes(action) && !onVolumes.includes(action));
  const ofEc2 = (kind: string) => [`arn:${partition}:ec2:${region}:${account}:${kind}/*`];
  const ours = { StringLike: { [`aws:ResourceTag/${MACHINE_TAG}`]: '*' } };
  return {
    statements: [
      ...allowAny(named('ec2', describing), ['*']),
      ...allowAny(named('ec2', onInstances), ofEc2('instance'), ours),
      ...allowAny(named('ec2', onVolumes), ofEc2('volume'), ours),
    ],
    environment: {},
  };
}

/** A queue is sealed by the key of the stores, whose policy admits who may use the queue. */
function permitQueues(
  { actions }: To<'machine-queues'>,
  { partition, region, account }: Stack,
  { keys }: Platform,
): Permitted {
  const arns = `arn:${partition}:sqs:${region}:${account}:${MACHINE_QUEUES}`;
  const listing = actions.filter((action) => action === 'ListQueues');
  const onQueues = actions.filter((action) => action !== 'ListQueues');
  return {
    statements: [
      ...allowAny(named('sqs', onQueues), [`${arns}*`]),
      // A list of queues takes no resource.
      ...allowAny(named('sqs', listing), ['*']),
    ],
    environment: {
      MACHINE_QUEUES,
      MACHINE_QUEUE_ARNS: arns,
      MACHINE_QUEUE_KEY: keys.platform.keyArn,
    },
  };
}

/** A statement, or none for no action. */
const allowAny = (
  actions: string[],
  resources: string[],
  conditions?: Record<string, unknown>,
): iam.PolicyStatement[] => (actions.length === 0 ? [] : [allow(actions, resources, conditions)]);

const allow = (
  actions: string[],
  resources: string[],
  conditions?: Record<string, unknown>,
): iam.PolicyStatement =>
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
      allow(['ec2:RunInstances'], [ec2('instance/*')], {
        StringLike: { [`aws:RequestTag/${MACHINE_TAG}`]: '*' },
      }),
      allow(['ec2:CreateTags'], [ec2('instance/*'), ec2('volume/*')], {
        StringEquals: { 'ec2:CreateAction': 'RunInstances' },
      }),
      allow(['iam:PassRole'], [machines.roleArn], {
        StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' },
      }),
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
