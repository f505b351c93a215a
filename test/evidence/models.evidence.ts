import { expect } from 'vitest';
import { models } from '../../policy/models.ts';
import {
  allows,
  boundaryOf,
  deniesAlways,
  resourcesOf,
  rolesOf,
  statementsOf,
} from '../support/evidence/access.ts';
import { claim } from '../support/evidence/claim.ts';
import { fieldsOf } from '../support/evidence/fields.ts';
import { hostsIn, sourcesIn } from '../support/evidence/sources.ts';
import { at, type Resource } from '../support/evidence/template.ts';
import { compilerSays } from '../support/evidence/type-check.ts';
import type { SynthTarget } from '../support/target.ts';

const trainingJobs =
  'bedrock:CreateModelCustomizationJob bedrock:CreateModelImportJob bedrock:CreateCustomModel sagemaker:CreateTrainingJob'.split(
    ' ',
  );

async function everyRole(target: SynthTarget) {
  const templates = await target.templates();
  const roles = rolesOf(templates);
  expect(roles.length).toBeGreaterThan(10);
  return roles.map((role) => ({ role, boundary: boundaryOf(templates, role) }));
}

claim('T6', 'synth', 'the permission boundary of every role', async (target) => {
  const evaluation = ['bedrock:CreateModelCustomizationJob', 'bedrock:CreateEvaluationJob'];
  for (const action of [...evaluation, 'bedrock:PutModelInvocationLoggingConfiguration']) {
    const open = (await everyRole(target)).filter(({ boundary }) => !deniesAlways(boundary, action));
    expect(open.map(({ role }) => role.name).join(), action).toBe('');
  }
});

claim('T7', 'synth', 'the catalogue and its type', async () => {
  expect(models.length).toBeGreaterThan(0);
  for (const model of models)
    expect(model, model.id).toMatchObject({ trainsOnInput: false, retention: 'none' });
  const without = (flag: string) => (root: string) =>
    `
    import { models, type Model } from '${root}/policy/models.ts';
    const { ${flag}: _, ...rest } = models[0];
    export const entry: Model = rest;`;
  expect(await compilerSays(without('trainsOnInput'))).toContain("Property 'trainsOnInput' is missing");
  expect(await compilerSays(without('retention'))).toContain("Property 'retention' is missing");
  expect(await compilerSays(without('label'))).not.toContain('trainsOnInput');
});

claim('T8', 'synth', 'no setting can switch training on', async (target) => {
  const fields = fieldsOf(target.profile);
  expect(fields.some(({ name }) => name === 'prompt')).toBe(true);
  const settable = fields.filter(
    ({ where, name }) => /train|improve|learn|telemetry/i.test(name) && where !== 'listModels',
  );
  expect(settable).toEqual([]);
  const setting = (value: string) => (root: string) =>
    `
    import type { Model } from '${root}/policy/models.ts';
    export const trains: Model['trainsOnInput'] = ${value};`;
  expect(await compilerSays(setting('false'))).toBe('');
  expect(await compilerSays(setting('true'))).toContain("Type 'true' is not assignable to type 'false'");
});

claim('T8', 'deployed', 'a fresh account, without any call', async (target) => {
  const person = await target.people.fresh();
  const answer = await target.api('GET /v1/catalogue', { as: person });
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({
    items: models.map(({ id }) => ({ id, trainsOnInput: false })),
  });
});

claim('A3', 'synth', 'no role and no source can start a training job', async (target) => {
  for (const { role, boundary } of await everyRole(target)) {
    const startable = trainingJobs.filter(
      (job) => allows(role.statements, job) && !deniesAlways(boundary, job),
    );
    expect(startable, role.name).toEqual([]);
  }
  const trainers = sourcesIn('lambdas', 'workflows', 'runner').filter(({ text }) =>
    /CustomizationJob|ModelImportJob|TrainingJob|Create(Custom|Provisioned)Model/.test(text),
  );
  expect(trainers.map(({ path }) => path)).toEqual([]);
});

claim('A12', 'synth', 'what roles may do with models', async (target) => {
  const held = (await everyRole(target)).flatMap(({ role }) =>
    role.statements.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Action }) => Action),
  );
  const withData = held.filter(
    (action) => /^(bedrock|sagemaker|\*)/i.test(action) && !/DataRetention|Logging/.test(action),
  );
  expect(new Set(withData).size).toBeGreaterThan(0);
  const asking = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream', 'bedrock:CountTokens'];
  // What a model is, not what anybody said to it.
  const reading = [...asking, 'bedrock:GetFoundationModel', 'bedrock:GetInferenceProfile'];
  expect([...new Set(withData)].filter((action) => !reading.includes(action))).toEqual([]);
});

const idOf = ({ stack, id }: Resource): string => `<${stack}.${id}.Id>`;

/** The network of the endpoints resolves the names of AWS that it has endpoints for, and none of the rest. */
async function expectFewNames(target: SynthTarget, endpoints: readonly Resource[]): Promise<void> {
  const templates = await target.templates();
  const listed = (id: unknown) =>
    resourcesOf(templates, 'AWS::Route53Resolver::FirewallDomainList')
      .filter((list) => idOf(list) === id)
      .flatMap(({ properties }) => properties['Domains']);
  const groups = resourcesOf(templates, 'AWS::Route53Resolver::FirewallRuleGroup');
  for (const vpc of new Set(endpoints.map(({ properties }) => properties['VpcId']))) {
    const bound = resourcesOf(templates, 'AWS::Route53Resolver::FirewallRuleGroupAssociation')
      .filter(({ properties }) => properties['VpcId'] === vpc)
      .map(({ properties }) => properties['FirewallRuleGroupId']);
    const [group] = groups.filter((one) => bound.includes(idOf(one)));
    const rules = [group?.properties['FirewallRules']]
      .flat()
      .toSorted((a, b) => Number(at(a, 'Priority')) - Number(at(b, 'Priority')));
    expect(rules.map((rule) => at(rule, 'Action'))).toEqual(['ALLOW', 'BLOCK']);
    const [allowed = [], blocked] = rules.map((rule) => listed(at(rule, 'FirewallDomainListId')));
    expect(blocked).toEqual(['*']);
    const inside = resourcesOf(templates, 'AWS::EC2::VPCEndpoint')
      .filter(({ properties }) => properties['VpcId'] === vpc)
      .map(({ properties }) => String(properties['ServiceName']).split('.').at(-1));
    expect(new Set(allowed.map((name) => String(name).split('.')[0]))).toEqual(new Set(inside));
    expect(allowed.filter((name) => !/^[\w-]+\.[\w-]+\.<AWS::URLSuffix>$/.test(String(name)))).toEqual([]);
  }
}

claim('A20', 'synth', 'the one way to a model', async (target) => {
  const endpoints = resourcesOf(await target.templates(), 'AWS::EC2::VPCEndpoint').filter(({ properties }) =>
    String(properties['ServiceName']).endsWith('.bedrock-runtime'),
  );
  expect(endpoints.length).toBeGreaterThan(0);
  const listed = models.flatMap((model) => [model.foundationModel, ...Object.values(model.inferenceProfile)]);
  for (const { properties } of endpoints) {
    expect(properties['VpcEndpointType']).toBe('Interface');
    const allowed = statementsOf(properties['PolicyDocument']).filter(({ Effect }) => Effect === 'Allow');
    const arns = allowed.flatMap((one) => one.Resource);
    expect(arns.length).toBeGreaterThan(0);
    expect(arns.filter((arn) => !listed.some((name) => arn.endsWith(`/${name}`)))).toEqual([]);
  }
  await expectFewNames(target, endpoints);
  const hosts = hostsIn(sourcesIn('lambdas', 'contracts', 'policy', 'lib', 'runner', 'workflows'));
  const publicModels =
    /openai|anthropic|mistral|cohere|groq|together|deepseek|generativelanguage|perplexity|x\.ai/;
  expect([...hosts.keys()].filter((host) => publicModels.test(host))).toEqual([]);
});

claim('A22', 'synth', 'who may set the retention mode, and which models may be called', async (target) => {
  const roles = await everyRole(target);
  const setters = roles.filter(({ role }) => allows(role.statements, 'bedrock:PutAccountDataRetention'));
  expect(setters.map(({ role }) => role.name)).toHaveLength(1);
  const listed = models.flatMap((model) => [model.foundationModel, ...Object.values(model.inferenceProfile)]);
  const callable = roles.flatMap(({ role }) =>
    role.statements.flatMap((one) =>
      one.Effect === 'Allow' && one.Action.some((action) => action.startsWith('bedrock:Invoke'))
        ? one.Resource
        : [],
    ),
  );
  expect(callable.length).toBeGreaterThan(0);
  expect(callable.filter((arn) => !listed.some((name) => arn.endsWith(`/${name}`)))).toEqual([]);
});
