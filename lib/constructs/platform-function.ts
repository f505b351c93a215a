import { Duration, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { functionLogs } from '../../contracts/platform/stores.ts';
import { type FunctionSpec, settingsOf } from '../../lambdas/platform/function.ts';
import { permit } from '../grants/all.ts';
import type { Platform } from '../stacks/platform.ts';
import { connect } from '../triggers/all.ts';
import { codeOf } from './bundles.ts';
import { logGroup } from './log-group.ts';

export interface PlatformFunctionProps {
  readonly spec: FunctionSpec;
  readonly platform: Platform;
}

/** One function with one role: what its spec grants and nothing else; content functions without a way to the internet. */
export class PlatformFunction extends Construct {
  readonly spec: FunctionSpec;
  readonly resource: lambda.Function;

  constructor(scope: Construct, id: string, { spec, platform }: PlatformFunctionProps) {
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
    const reach = { stack: Stack.of(this), platform };
    const granted = spec.grants
      .filter(({ capability }) => capability === undefined || deployment.capabilities.includes(capability))
      .map((grant) => permit(grant, reach));
    for (const { statements } of granted) for (const statement of statements) role.addToPolicy(statement);
    this.resource = new lambda.Function(this, 'Function', {
      code: codeOf(spec, deployment.bundles),
      handler: 'index.handler',
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      memorySize: spec.memory,
      timeout: Duration.seconds(Math.min(spec.timeout, deployment.longestRun)),
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
    for (const trigger of spec.triggers) connect(trigger, { scope: this, fn: this.resource, platform });
  }
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
