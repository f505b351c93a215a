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
  const stored = modules.apply('StoreNames', 'name-stores', { names });
  // Who acts on the whole inventory finds the name of a new store there from its first call on.
  for (const { spec, resource } of modules.functions())
    if (spec.grants.some((grant) => 'named' in grant && grant.named === 'by-map'))
      resource.node.addDependency(stored);
  const { profile, settings } = deployment;
  const controller = { ...settings.controller, privacyContact: settings.privacyContact };
  const version = JSON.stringify(policyVersion(profile, controller));
  modules.apply('Policy', 'publish-policy', { version });
}
