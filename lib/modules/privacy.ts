import { CfnOutput } from 'aws-cdk-lib';
import { policyVersion } from '../../contracts/privacy/policy-version.ts';
import type { Modules } from './modules.ts';

/** Publishing the policy is part of each deployment. */
export function privacy(modules: Modules): void {
  const stack = modules.stack('privacy');
  // Started by hand, as docs/guides/restore.md says.
  new CfnOutput(stack, 'ReplayWorkflow', { value: modules.workflow('replay').arn });
  const { tables, buckets, deployment } = modules.platform;
  const names = Object.fromEntries([...tables, ...buckets].map(([store, { name }]) => [store, name]));
  modules.apply('StoreNames', 'name-stores', { names });
  const { profile, settings } = deployment;
  const controller = { ...settings.controller, privacyContact: settings.privacyContact };
  const version = JSON.stringify(policyVersion(profile, controller));
  modules.apply('Policy', 'publish-policy', { version });
}
