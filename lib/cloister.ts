import { type App, CliCredentialsStackSynthesizer, type StackProps, Tags, Validations } from 'aws-cdk-lib';
import { PermissionsBoundary } from 'aws-cdk-lib/aws-iam';
import { functionsOf } from '../lambdas/functions.ts';
import type { FunctionSpec, StackId } from '../lambdas/platform/function.ts';
import { servingOf } from './api/document.ts';
import type { Deployment } from './config/deployment.ts';
import { bundle } from './constructs/bundles.ts';
import { InvariantValidation } from './invariants/validation.ts';
import { AgentsStack } from './stacks/agents.ts';
import { ApiStack } from './stacks/api.ts';
import { ChatStack } from './stacks/chat.ts';
import { ConsoleStack } from './stacks/console.ts';
import { DataStack } from './stacks/data.ts';
import { EdgeStack } from './stacks/edge.ts';
import { FunctionsStack } from './stacks/functions.ts';
import { IdentityStack } from './stacks/identity.ts';
import { KeysStack } from './stacks/keys.ts';
import { MachineApiStack } from './stacks/machine-api.ts';
import { MachineHostsStack } from './stacks/machine-hosts.ts';
import { NetworkStack } from './stacks/network.ts';
import type { Platform } from './stacks/platform.ts';
import { ObservabilityStack, tellOperator } from './stacks/observability.ts';
import { PrivacyStack } from './stacks/privacy.ts';
import { VmsStack } from './stacks/vms.ts';

/** All stacks of one deployment. The order is that of dependence: stateful ones first, what people reach last. */
export function synthesizeCloister(app: App, deployment: Deployment): void {
  const functions = functionsOf(deployment.capabilities).filter((spec) => deployment.publishesSite || spec.stack !== 'console');
  if (deployment.bundles) bundle(functions);
  const named = (name: string) => ({
    stackName: `cloister-${deployment.stage}-${name}`,
    env: { region: deployment.region },
    ...(deployment.stage === 'local' ? { synthesizer: new CliCredentialsStackSynthesizer() } : {}),
  });
  const keys = new KeysStack(app, 'keys', { ...named('keys'), deployment });
  const data = new DataStack(app, 'data', { ...named('data'), deployment, keys: keys.keys });
  const network = new NetworkStack(app, 'network', { ...named('network'), deployment });
  const observability = new ObservabilityStack(app, 'observability', {
    ...named('observability'),
    deployment,
    key: keys.keys.platform,
    buckets: data.buckets,
  });
  tellOperator(app, observability.alarms);
  const identity = new IdentityStack(app, 'identity', { ...named('identity'), deployment });
  const platform: Platform = {
    deployment,
    keys: keys.keys,
    tables: data.tables,
    buckets: data.buckets,
    contentNetwork: { vpc: network.vpc, securityGroup: network.contentGroup },
    identity: {
      pool: identity.pool,
      signInClientId: identity.signInClient.userPoolClientId,
      signInUrl: identity.signInUrl,
    },
    boundary: keys.boundary,
  };
  const of = (stack: StackId) => functions.filter((spec) => spec.stack === stack);
  const module = (stack: StackId) => ({ ...named(stack), platform, functions: of(stack) });
  const offersMachines = deployment.capabilities.includes('machines');
  const vms = offersMachines ? machineStacks(app, named, { platform, of }) : undefined;
  const modules = [
    new FunctionsStack(app, 'accounts', module('accounts')),
    new FunctionsStack(app, 'billing', module('billing')),
    new ChatStack(app, 'chat', module('chat')),
    ...(of('agents').length === 0 ? [] : [new AgentsStack(app, 'agents', module('agents'))]),
    new PrivacyStack(app, 'privacy', { ...module('privacy'), endMachine: vms?.endMachine }),
    ...(vms === undefined ? [] : [vms]),
  ];
  const api = new ApiStack(app, 'api', {
    ...named('api'),
    platform,
    serving: servingOf(modules.flatMap((stack) => stack.functions)),
  });
  const edge = new EdgeStack(app, 'edge', { ...named('edge'), env: { region: deployment.edgeRegion }, deployment });
  const { userPoolClientId: signUpClientId } = identity.signUpClient;
  new ConsoleStack(app, 'console', { ...module('console'), edge, api, signUpClientId });
  PermissionsBoundary.of(app).apply(keys.boundary);
  Tags.of(app).add('cloister:profile', deployment.profile.id);
  Tags.of(app).add('cloister:stage', deployment.stage);
  // A local stack leaves out what the emulator lacks, so it cannot keep all of them.
  if (deployment.stage !== 'local') Validations.of(app).addPlugins(new InvariantValidation());
}

/** The stacks of machines: their network and template, their API, and what launches, meters and ends them. */
function machineStacks(
  app: App,
  named: (name: string) => StackProps,
  { platform, of }: { readonly platform: Platform; readonly of: (stack: StackId) => readonly FunctionSpec[] },
): VmsStack {
  const { deployment } = platform;
  const { launch, apiEndpoint: endpoint, role } = new MachineHostsStack(app, 'machine-hosts', { ...named('machine-hosts'), deployment });
  const { url } = new MachineApiStack(app, 'machine-api', { ...named('machine-api'), platform, functions: of('machine-api'), endpoint, role });
  const machines = { ...launch, api: url };
  return new VmsStack(app, 'vms', { ...named('vms'), platform: { ...platform, machines }, functions: of('vms') });
}
