import { type App, CliCredentialsStackSynthesizer, Tags, Validations } from 'aws-cdk-lib';
import { PermissionsBoundary } from 'aws-cdk-lib/aws-iam';
import { functionsOf } from '../lambdas/functions.ts';
import { servingOf } from './api/document.ts';
import type { Deployment } from './config/deployment.ts';
import { bundle } from './constructs/bundles.ts';
import { InvariantValidation } from './invariants/validation.ts';
import { memo } from './memo.ts';
import { additions } from './modules/all.ts';
import { Modules, type Names } from './modules/modules.ts';
import { ApiStack } from './stacks/api.ts';
import { DataStack } from './stacks/data.ts';
import { EdgeStack } from './stacks/edge.ts';
import { IdentityStack } from './stacks/identity.ts';
import { KeysStack } from './stacks/keys.ts';
import { addMachineApi } from './stacks/machine-api.ts';
import { MachineNetworkStack } from './stacks/machine-network.ts';
import { stackNameOf } from './stacks/names.ts';
import { NetworkStack } from './stacks/network.ts';
import { ObservabilityStack, tellOperator } from './stacks/observability.ts';
import { addSite } from './stacks/site.ts';

/** All stacks of one deployment. The order is that of dependence: stateful ones first, what people reach last. */
export function synthesizeCloister(app: App, deployment: Deployment): void {
  const specs = functionsOf(deployment.capabilities).filter(
    (spec) => deployment.publishesSite || spec.module !== 'site',
  );
  if (deployment.bundles) bundle(specs);
  const named: Names = (name) => ({
    stackName: stackNameOf(deployment.stage, name),
    terminationProtection: deployment.keepsData && keepingData.includes(name),
    env: { region: deployment.region },
    ...(deployment.stage === 'local' ? { synthesizer: new CliCredentialsStackSynthesizer() } : {}),
  });
  const { signUpClientId, ...platform } = foundations(app, named, deployment);
  // What launches a machine tells it where its API is; the functions behind that launch none.
  const launch = memo((id: 'machine-network') => {
    const key = platform.keys.platform;
    const network = new MachineNetworkStack(app, id, { ...named(id), deployment, key });
    return { ...network.launch, api: addMachineApi(modules, network) };
  });
  const modules: Modules = new Modules(app, named, specs, {
    ...platform,
    machines: () => launch('machine-network'),
  });
  const serving = servingOf(modules.functions());
  modules.complete();
  for (const add of Object.values(additions)) add(modules);
  const api = new ApiStack(app, 'api', { ...named('api'), platform: modules.platform, serving });
  const edgeEnv = { region: deployment.edgeRegion };
  const edge = new EdgeStack(app, 'edge', { ...named('edge'), env: edgeEnv, deployment });
  addSite(modules, { edge, api, signUpClientId });
  PermissionsBoundary.of(app).apply(platform.boundary);
  Tags.of(app).add('cloister:profile', deployment.profile.id);
  Tags.of(app).add('cloister:stage', deployment.stage);
  // A local stack leaves out what the emulator lacks, so it cannot keep all of them.
  if (deployment.stage !== 'local') Validations.of(app).addPlugins(new InvariantValidation());
}

/** Stacks that would take data, keys or people with them. */
const keepingData: readonly string[] = ['keys', 'data', 'identity'];

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
  tellOperator(app, observability.teller.topic);
  const people = new IdentityStack(app, 'identity', { ...named('identity'), deployment });
  const { pool, signInUrl } = people;
  return {
    deployment,
    keys,
    tables,
    buckets,
    contentNetwork: { vpc: network.vpc, securityGroup: network.contentGroup },
    identity: { pool, signInClientId: people.signInClient.userPoolClientId, signInUrl },
    observability,
    teller: observability.teller,
    boundary,
    signUpClientId: people.signUpClient.userPoolClientId,
  };
}
