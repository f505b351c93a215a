import { Duration, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sources from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { functionLogs } from '../../contracts/platform/stores.ts';
import { type FunctionSpec, settings } from '../../lambdas/platform/function.ts';
import type { Deployment } from '../config/deployment.ts';
import { type Platform, resourceOf } from '../stacks/platform.ts';
import { codeOf } from './bundles.ts';
import { countFailures } from './failed-work.ts';
import { permit, type WorkflowArns } from './grants.ts';
import { logGroup } from './log-group.ts';

export interface PlatformFunctionProps {
  readonly spec: FunctionSpec;
  readonly platform: Platform;
  readonly workflows: WorkflowArns;
}

/** One function with one role: what its spec grants and nothing else; content functions without a way to the internet. */
export class PlatformFunction extends Construct {
  readonly spec: FunctionSpec;
  readonly resource: lambda.Function;

  constructor(scope: Construct, id: string, { spec, platform, workflows }: PlatformFunctionProps) {
    super(scope, id);
    this.spec = spec;
    const { deployment } = platform;
    const isContent = spec.class === 'content';
    const group = logGroup(this, 'Logs', functionLogs, platform.keys.platform);
    const role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [group.logGroupArn],
      }),
    );
    if (isContent) allowNetworkInterfaces(role);
    const granted = grantsOf(spec, deployment).map((grant) => permit(this, grant, platform, workflows));
    for (const { statements } of granted) for (const statement of statements) role.addToPolicy(statement);
    this.resource = new lambda.Function(this, 'Function', {
      code: codeOf(spec, deployment.bundles),
      handler: 'index.handler',
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      memorySize: spec.memory,
      timeout: Duration.seconds(spec.timeout),
      role,
      logGroup: group,
      loggingFormat: lambda.LoggingFormat.JSON,
      environment: {
        ...settingsOf(spec, deployment),
        ...Object.assign({}, ...granted.map(({ environment }) => environment)),
        SERVICE: spec.name,
        NODE_OPTIONS: '--enable-source-maps=false',
      },
      description: `${spec.class}: ${spec.name}`,
      ...(isContent
        ? {
            vpc: platform.contentNetwork.vpc,
            vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
            securityGroups: [platform.contentNetwork.securityGroup],
          }
        : {}),
    });
    this.addTriggers(platform);
  }

  private addTriggers(platform: Platform): void {
    const { consumes, everyMinutes } = this.spec;
    if (consumes !== undefined) {
      const { resource: table } = resourceOf(platform.tables, consumes);
      this.resource.addEventSource(
        new sources.DynamoEventSource(table, {
          startingPosition: lambda.StartingPosition.TRIM_HORIZON,
          batchSize: 10,
          // A day of retries: what a stream carries is the only word of a change.
          bisectBatchOnError: true,
          reportBatchItemFailures: true,
          maxRecordAge: Duration.hours(23),
        }),
      );
    }
    if (everyMinutes !== undefined) {
      new events.Rule(this, 'Schedule', {
        schedule: events.Schedule.rate(Duration.minutes(everyMinutes)),
        targets: [new targets.LambdaFunction(this.resource, { retryAttempts: 0 })],
      });
      countFailures(this, this.resource.logGroup, platform.deployment.stage);
    }
  }
}

/** Grants on stores that the profile does not have fall away: an inventory names them all, a deployment has some. */
function grantsOf(spec: FunctionSpec, { capabilities }: Deployment): FunctionSpec['grants'] {
  const isOffered = (store: { readonly capability?: (typeof capabilities)[number] }) =>
    store.capability === undefined || capabilities.includes(store.capability);
  return spec.grants.filter((grant) => {
    if (grant.to === 'table') return isOffered(grant.table);
    if (grant.to === 'bucket') return isOffered(grant.bucket);
    return !(grant.to === 'machines' || grant.to === 'machine-queues') || isOffered(grant);
  });
}

/** What Lambda itself needs to place a function into a network; these actions take no resource. */
function allowNetworkInterfaces(role: iam.Role): void {
  role.addToPolicy(
    new iam.PolicyStatement({
      actions: [
        'ec2:CreateNetworkInterface',
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribeSubnets',
        'ec2:DeleteNetworkInterface',
        'ec2:AssignPrivateIpAddresses',
        'ec2:UnassignPrivateIpAddresses',
      ],
      resources: ['*'],
      // Only Lambda's own calls on behalf of the function, never the code in it.
      conditions: {
        ArnNotLike: { 'lambda:SourceFunctionArn': `arn:${Stack.of(role).partition}:lambda:*:*:function:*` },
      },
    }),
  );
}

function settingsOf(spec: FunctionSpec, deployment: Deployment): Record<string, string> {
  const values = {
    product: deployment.profile.product,
    profile: deployment.profile.id,
    policyVersion: deployment.profile.policyRevised,
    origin: deployment.origin,
    homeRegion: deployment.region,
    privacyContact: deployment.settings.privacyContact,
  };
  return Object.fromEntries(spec.settings.map((name) => [settings[name], values[name]]));
}
