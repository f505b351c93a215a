import { type App, CliCredentialsStackSynthesizer, type StackProps, Tags, Validations } from 'aws-cdk-lib';
import { PermissionsBoundary } from 'aws-cdk-lib/aws-iam';
import { functionsOf } from '../lambdas/functions.ts';
import { type FunctionSpec, type StackId, stackOf } from '../lambdas/platform/function.ts';
import { servingOf } from './api/document.ts';
import type { Deployment } from './config/deployment.ts';
import { bundle } from './constructs/bundles.ts';
import { InvariantValidation } from './invariants/validation.ts';
import { ApiStack } from './stacks/api.ts';
import { DataStack } from './stacks/data.ts';
import { EdgeStack } from './stacks/edge.ts';
import { FunctionsStack } from './stacks/functions.ts';
import { IdentityStack } from './stacks/identity.ts';
import { KeysStack } from './stacks/keys.ts';
import { MachineApiStack } from './stacks/machine-api.ts';
import { MachineNetworkStack } from './stacks/machine-network.ts';
import { MachinesStack } from './stacks/machines.ts';
import { ModelsStack } from './stacks/models.ts';
import { NetworkStack } from './stacks/network.ts';
import { ObservabilityStack, tellOperator } from './stacks/observability.ts';
import type { Platform } from './stacks/platform.ts';
import { PrivacyStack } from './stacks/privacy.ts';
import { RunsStack } from './stacks/runs.ts';
import { SiteStack } from './stacks/site.ts';

type Names = (name: string) => StackProps;
type Of = (stack: StackId) => readonly FunctionSpec[];

/** All stacks of one deployment. The order is that of dependence: stateful ones first, what people reach last. */
export function synthesizeCloister(app: App, deployment: Deployment): void {
  const functions = functionsOf(deployment.capabilities).filter(
    (spec) => deployment.publishesSite || spec.module !== 'site',
  );
  if (deployment.bundles) bundle(functions);
  const named: Names = (name) => ({
    stackName: `cloister-${deployment.stage}-${name}`,
    env: { region: deployment.region },
    ...(deployment.stage === 'local' ? { synthesizer: new CliCredentialsStackSynthesizer() } : {}),
  });
  const { platform, signUpClientId } = foundations(app, named, deployment);
  const of: Of = (stack) => functions.filter((spec) => stackOf(spec) === stack);
  const modules = moduleStacks(app, named, platform, of);
  const serving = servingOf(modules.flatMap((stack) => stack.functions));
  const api = new ApiStack(app, 'api', { ...named('api'), platform, serving });
  const edgeEnv = { region: deployment.edgeRegion };
  const edge = new EdgeStack(app, 'edge', { ...named('edge'), env: edgeEnv, deployment });
  const site = { platform, functions: of('site'), edge, api, signUpClientId };
  new SiteStack(app, 'site', { ...named('site'), ...site });
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
  const offered = (stack: StackId) => of(stack).length > 0;
  const plain = (['accounts', 'billing', 'chat', 'credentials', 'retention'] as const).filter(offered);
  const machines = offered('machines') ? machineStacks(app, named, { platform, of }) : undefined;
  return [
    ...plain.map((stack) => new FunctionsStack(app, stack, module(stack))),
    new ModelsStack(app, 'models', module('models')),
    ...(offered('runs') ? [new RunsStack(app, 'runs', module('runs'))] : []),
    new PrivacyStack(app, 'privacy', { ...module('privacy'), endMachine: machines?.endMachine }),
    ...(machines === undefined ? [] : [machines]),
  ];
}

/** The stacks of machines: their network and template, their API, and what launches, meters and ends them. */
function machineStacks(
  app: App,
  named: Names,
  { platform, of }: { readonly platform: Platform; readonly of: Of },
): MachinesStack {
  const { deployment } = platform;
  const {
    launch,
    apiEndpoint: endpoint,
    role,
  } = new MachineNetworkStack(app, 'machine-network', {
    ...named('machine-network'),
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
  return new MachinesStack(app, 'machines', {
    ...named('machines'),
    platform: { ...platform, machines },
    functions: of('machines'),
  });
}
