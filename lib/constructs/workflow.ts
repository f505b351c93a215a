import { Stack } from 'aws-cdk-lib';
import { EventField } from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { workflowHistories } from '../../contracts/platform/stores.ts';
import type { WorkflowSpec } from '../../workflows/spec.ts';
import { classify } from './personal-data-table.ts';
import { type Teller, tell } from './teller.ts';

/** ARNs by the definition's word for them. */
type Arns = Readonly<Record<string, string>>;

export interface WorkflowProps {
  readonly spec: WorkflowSpec;
  readonly teller: Teller;
  /** Of the functions that it calls. */
  readonly calls: Arns;
  /** Of the workflows that it starts. */
  readonly starts: Arns;
}

/** A Step Functions workflow with a role of its own that may call its functions, start its workflows and nothing else. */
export class Workflow extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { spec, teller, calls, starts }: WorkflowProps) {
    super(scope, id);
    const role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('states.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    });
    const allow = (action: string, arns: Arns) => {
      const resources = Object.values(arns);
      if (resources.length > 0) role.addToPolicy(new iam.PolicyStatement({ actions: [action], resources }));
    };
    allow('lambda:InvokeFunction', calls);
    allow('states:StartExecution', starts);
    const machine = new CfnStateMachine(this, 'Machine', {
      roleArn: role.roleArn,
      stateMachineType: 'STANDARD',
      definitionString: Stack.of(this).toJsonString(spec.definition({ ...calls, ...starts })),
    });
    machine.node.addDependency(role);
    classify(this, workflowHistories);
    this.arn = machine.attrArn;
    this.tellOfFailures(spec, teller);
  }

  /** What a step could not mend a person has to: an erasure, say, may miss its day (C86). */
  private tellOfFailures({ id, runbook = 'docs/runbooks/workflows.md' }: WorkflowSpec, teller: Teller): void {
    tell(this, 'Failed', teller, {
      pattern: {
        source: ['aws.states'],
        detailType: ['Step Functions Execution Status Change'],
        detail: { stateMachineArn: [this.arn], status: ['FAILED', 'TIMED_OUT', 'ABORTED'] },
      },
      text: `The workflow ${id} ended as ${EventField.fromPath('$.detail.status')}. Runbook: ${runbook}`,
    });
  }
}
