import { CfnOutput, CustomResource } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { policyVersion } from '../../contracts/privacy/policy-version.ts';
import { alarmAtFirst } from '../constructs/alarm.ts';
import type { Modules } from './modules.ts';

/** Publishing the policy is part of each deployment. */
export function privacy(modules: Modules): void {
  const stack = modules.stack('privacy');
  // Started by hand, as docs/guides/restore.md says.
  new CfnOutput(stack, 'ReplayWorkflow', { value: modules.workflow('replay').arn });
  const { tables, buckets, deployment } = modules.platform;
  const names = Object.fromEntries([...tables, ...buckets].map(([store, { name }]) => [store, name]));
  const stored = new CustomResource(stack, 'StoreNames', {
    serviceToken: modules.fn('name-stores').resource.functionArn,
    properties: { names },
  });
  // Who acts on the whole inventory finds the name of a new store there from its first call on.
  for (const { spec, resource } of modules.functions())
    if (spec.grants.some((grant) => 'named' in grant && grant.named === 'by-map'))
      resource.node.addDependency(stored);
  const { profile, settings } = deployment;
  const controller = { ...settings.controller, privacyContact: settings.privacyContact };
  new CustomResource(stack, 'Policy', {
    serviceToken: modules.fn('publish-policy').resource.functionArn,
    properties: { version: JSON.stringify(policyVersion(profile, controller)) },
  });
  // The sweep begins an unfinished erasure anew each hour; one that keeps ending so may miss its day (C86).
  for (const metricName of ['ExecutionsFailed', 'ExecutionsTimedOut', 'ExecutionsAborted']) {
    const dimensionsMap = { StateMachineArn: modules.workflow('erase').arn };
    alarmAtFirst(stack, `Erase${metricName}`, {
      alarmDescription: 'An erasure ended without its receipt. Runbook: docs/runbooks/erasure.md',
      metric: new Metric({ namespace: 'AWS/States', metricName, dimensionsMap }),
    });
  }
}
