import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { workflowHistories } from '../../contracts/platform/stores.ts';
import { classify } from './personal-data-table.ts';
import type { PlatformFunction } from './platform-function.ts';

export interface WorkflowProps {
  /** Amazon States Language, JSONata. Ids alone travel through it: its history lasts 90 days. */
  readonly definition: object;
  /** The functions that it calls. */
  readonly calls: readonly PlatformFunction[];
  /** What it does with AWS by itself. */
  readonly statements?: readonly iam.PolicyStatement[];
}

/** A Step Functions workflow with a role of its own that may call its functions and nothing else. */
export class Workflow extends Construct {
  readonly arn: string;
  readonly resource: CfnStateMachine;

  constructor(scope: Construct, id: string, { definition, calls, statements = [] }: WorkflowProps) {
    super(scope, id);
    const role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('states.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    });
    if (calls.length > 0) {
      role.addToPolicy(
        new iam.PolicyStatement({
          actions: ['lambda:InvokeFunction'],
          resources: calls.map(({ resource }) => resource.functionArn),
        }),
      );
    }
    for (const statement of statements) role.addToPolicy(statement);
    this.resource = new CfnStateMachine(this, 'Machine', {
      roleArn: role.roleArn,
      stateMachineType: 'STANDARD',
      definitionString: Stack.of(this).toJsonString(definition),
    });
    this.resource.node.addDependency(role);
    classify(this, workflowHistories);
    this.arn = this.resource.attrArn;
  }
}
