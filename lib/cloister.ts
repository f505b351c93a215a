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
import { ObservabilityStack, tellOperator } from './stacks/observability.ts';
import type { Platform } from './stacks/platform.ts';
import { PrivacyStack } from './stacks/privacy.ts';
import { VmsStack } from './stacks/vms.ts';

type Names = (name: string) => StackProps;
type Of = (stack: StackId) => readonly FunctionSpec[];

/** All stacks of one deployment. The order is that of dependence: stateful ones first, what people reach last. */
export function synthesizeCloister(app: App, deployment: Deployment): void {
  const functions = functionsOf(deployment.capabilities).filter(
    (spec) => deployment.publishesSite || spec.stack !== 'console',
  );
  if (deployment.bundles) bundle(functions);
  const named: Names = (name) => ({
    stackName: `cloister-${deployment.stage}-${name}`,
    env: { region: deployment.region },
    ...(deployment.stage === 'local' ? { synthesizer: new CliCredentialsStackSynthesizer() } : {}),
  });
  const { platform, signUpClientId } = foundations(app, named, deployment);
  const of: Of = (stack) => functions.filter((spec) => spec.stack === stack);
  const modules = moduleStacks(app, named, platform, of);
  const serving = servingOf(modules.flatMap((stack) => stack.functions));
  const api = new ApiStack(app, 'api', { ...named('api'), platform, serving });
  const edgeEnv = { region: deployment.edgeRegion };
  const edge = new EdgeStack(app, 'edge', { ...named('edge'), env: edgeEnv, deployment });
  const site = { platform, functions: of('console'), edge, api, signUpClientId };
  new ConsoleStack(app, 'console', { ...named('console'), ...site });
  PermissionsBoundary.of(app).apply(platform.boundary);
  Tags.of(app).add('cloister:profile', deployment.profile.id);
  Tags.of(app).add('cloister:stage', deployment.stage);
  // A local stack leaves out what the emulator lacks, so it cannot keep all of them.
  if (deployment.stage !== 'local') Validations.of(app).addPlugins(new InvariantValidation());
}

/** What everything else stands on: keys, stores, network, identity, and where alarms go. */
function foundations(app: App, named: Names, deployment: Deployment) {
  const { keys, boundary } = new KeysStack(app, 'keys', { ...named('keys'), deployment });
  const { tables, buckets } = new DataStack(app, 'data', { ...named('data'), deployment, keys });
  const network = new NetworkStack(app, 'network', { ...named('network'), deployment });
  const watching = { deployment, key: keys.platform, buckets };
  const observability = new ObservabilityStack(app, 'observability', {
    ...named('observability'),
    ...watching,
  });
  tellOperator(app, observability.alarms);
  const people = new IdentityStack(app, 'identity', { ...named('identity'), deployment });
  const { pool, signInUrl } = people;
  const platform: Platform = {
    deployment,
    keys,
    tables,
    buckets,
    contentNetwork: { vpc: network.vpc, securityGroup: network.contentGroup },
    identity: { pool, signInClientId: people.signInClient.userPoolClientId, signInUrl },
    observability,
    boundary,
  };
  return { platform, signUpClientId: people.signUpClient.userPoolClientId };
}

/** The stacks of the modules that this profile offers. */
function moduleStacks(app: App, named: Names, platform: Platform, of: Of): readonly FunctionsStack[] {
  const module = (stack: StackId) => ({ ...named(stack), platform, functions: of(stack) });
  const offersMachines = platform.deployment.capabilities.includes('machines');
  const vms = offersMachines ? machineStacks(app, named, { platform, of }) : undefined;
  return [
    new FunctionsStack(app, 'accounts', module('accounts')),
    new FunctionsStack(app, 'billing', module('billing')),
    new ChatStack(app, 'chat', module('chat')),
    ...(of('agents').length === 0 ? [] : [new AgentsStack(app, 'agents', module('agents'))]),
    new PrivacyStack(app, 'privacy', { ...module('privacy'), endMachine: vms?.endMachine }),
    ...(vms === undefined ? [] : [vms]),
  ];
}

/** The stacks of machines: their network and template, their API, and what launches, meters and ends them. */
function machineStacks(
  app: App,
  named: Names,
  { platform, of }: { readonly platform: Platform; readonly of: Of },
): VmsStack {
  const { deployment } = platform;
  const {
    launch,
    apiEndpoint: endpoint,
    role,
  } = new MachineHostsStack(app, 'machine-hosts', {
    ...named('machine-hosts'),
    deployment,
    key: platform.keys.platform,
  });
  const { url } = new MachineApiStack(app, 'machine-api', {
    ...named('machine-api'),
    platform,
    functions: of('machine-api'),
    endpoint,
    role,
  });
  const machines = { ...launch, api: url };
  return new VmsStack(app, 'vms', {
    ...named('vms'),
    platform: { ...platform, machines },
    functions: of('vms'),
  });
}
