import { CfnOutput, CustomResource, type Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { policyVersion } from '../../contracts/privacy/policy-version.ts';
import { eraseWorkflow, restoreWorkflow } from '../../workflows/erase.ts';
import { exportWorkflow } from '../../workflows/export.ts';
import { replayWorkflow } from '../../workflows/replay.ts';
import { alarmAtFirst } from '../constructs/alarm.ts';
import { Workflow } from '../constructs/workflow.ts';
import { FunctionsStack, type FunctionsStackProps, type Named } from './functions.ts';

export interface PrivacyStackProps extends FunctionsStackProps {
  /** The workflow that ends a machine, where the profile has machines. */
  readonly endMachine?: string | undefined;
}

/** What serves the rights of people; publishing the policy is part of each deployment. */
export class PrivacyStack extends FunctionsStack {
  constructor(scope: Construct, id: string, props: PrivacyStackProps) {
    super(scope, id, props, (stack, named) => workflowsOf(stack, named, props.endMachine));
    const replay = this.named('replay-tombstones');
    const replaying = new Workflow(this, 'Replay', {
      definition: replayWorkflow({ replay: replay.resource.functionArn }),
      calls: [replay],
    });
    // Started by hand, as docs/guides/restore.md says.
    new CfnOutput(this, 'ReplayWorkflow', { value: replaying.arn });
    const { tables, buckets, deployment } = props.platform;
    const names = Object.fromEntries([
      ...[...tables].map(([name, { resource }]) => [name, resource.tableName]),
      ...[...buckets].map(([name, { resource }]) => [name, resource.bucketName]),
    ]);
    new CustomResource(this, 'StoreNames', {
      serviceToken: this.named('name-stores').resource.functionArn,
      properties: { names },
    });
    const { profile, settings } = deployment;
    const controller = { ...settings.controller, privacyContact: settings.privacyContact };
    new CustomResource(this, 'Policy', {
      serviceToken: this.named('publish-policy').resource.functionArn,
      properties: { version: JSON.stringify(policyVersion(profile, controller)) },
    });
  }
}

function workflowsOf(stack: Stack, named: Named, endMachine: string | undefined) {
  const [identity, archive, steps, restore] = [
    named('export-identity'),
    named('export-archive'),
    named('erase-account'),
    named('restore-account'),
  ];
  const exporting = new Workflow(stack, 'Export', {
    definition: exportWorkflow({
      identity: identity.resource.functionArn,
      archive: archive.resource.functionArn,
    }),
    calls: [identity, archive],
  });
  const erasing = new Workflow(stack, 'Erase', {
    definition: eraseWorkflow({
      steps: steps.resource.functionArn,
      ...(endMachine === undefined ? {} : { endMachine }),
    }),
    calls: [steps],
    statements:
      endMachine === undefined
        ? []
        : [new iam.PolicyStatement({ actions: ['states:StartExecution'], resources: [endMachine] })],
  });
  alarmOf(stack, erasing);
  const restoring = new Workflow(stack, 'Restore', {
    definition: restoreWorkflow({ restore: restore.resource.functionArn }),
    calls: [restore],
  });
  return { export: exporting.arn, erase: erasing.arn, restore: restoring.arn };
}

/** The sweep begins an unfinished erasure anew each hour; one that keeps ending so may miss its day (C86). */
function alarmOf(stack: Stack, { arn }: Workflow): void {
  for (const metricName of ['ExecutionsFailed', 'ExecutionsTimedOut', 'ExecutionsAborted']) {
    const dimensionsMap = { StateMachineArn: arn };
    alarmAtFirst(stack, `Erase${metricName}`, {
      alarmDescription: 'An erasure ended without its receipt. Runbook: docs/runbooks/erasure.md',
      metric: new cloudwatch.Metric({ namespace: 'AWS/States', metricName, dimensionsMap }),
    });
  }
}
