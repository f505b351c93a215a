import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import * as z from 'zod';
import { category } from '../../policy/categories.ts';
import { periodSeconds } from '../../policy/retention.ts';
import {
  allows,
  boundaryOf,
  covers,
  deniesAlways,
  type Role,
  resourcesOf,
  roleOf,
  rolesOf,
  valuesOf,
} from '../support/evidence/access.ts';
import { claim } from '../support/evidence/claim.ts';
import { at, referenceOf, tagsOf } from '../support/evidence/template.ts';

claim('T2', 'synth', 'every store says that it is confidential and whose it is', async (target) => {
  const templates = await target.templates();
  const kinds = ['DynamoDB::Table', 'S3::Bucket', 'SQS::Queue', 'Logs::LogGroup', 'Cognito::UserPool'];
  const stores = kinds.flatMap((kind) => resourcesOf(templates, `AWS::${kind}`));
  expect(stores.length).toBeGreaterThan(20);
  const untold = stores.filter((store) => {
    const tags = tagsOf(store);
    return tags['cloister:data-class'] !== 'confidential' || tags['cloister:owner'] !== 'account';
  });
  expect(untold.map(referenceOf)).toEqual([]);
});

/** A shipped policy, as far as it is read here. */
const statementsFile = z.object({
  Statement: z.array(
    z.object({
      Effect: z.string(),
      Action: z.array(z.string()),
      Resource: z.unknown(),
      Condition: z.unknown().optional(),
    }),
  ),
});

/** Actions for which AWS knows no resource. */
const knowNoResource = ['dynamodb:ListStreams', 'sqs:ListQueues', 'states:ListStateMachines'];
/** Actions that reach data of people: these are granted by ARN alone. */
const reachesData = /^(dynamodb|s3|kms|sqs|sns|secretsmanager|ssm|states|lambda|cognito-idp|ses|logs):/;

/** The queues of machines, which are made at run time: by the start of their names. */
const machineQueues = /^arn:<AWS::Partition>:sqs:[\w-]+:<AWS::AccountId>:cloister-\w+-usr_\*$/;

/** API Gateway writes the access logs by it, and nobody else can take it; AWS accepts none that may do less with logs. */
const isGateways = ({ trust }: Role): boolean =>
  trust.every(({ Principal }) => at(Principal, 'Service') === 'apigateway.amazonaws.com');

claim('C95', 'synth', 'no wildcard, a role for each function, a boundary on all', async (target) => {
  const templates = await target.templates();
  const roles = rolesOf(templates);
  expect(roles.length).toBeGreaterThan(20);
  const ours = new Set(templates.flatMap(({ resources }) => resources.map(referenceOf)));
  const isNamed = (arn: string): boolean =>
    !arn.includes('*') ||
    machineQueues.test(arn) ||
    [...arn.matchAll(/<([\w-]+\.\w+)/g)].some(([, name]) => ours.has(`<${name}>`));
  for (const role of roles) {
    const allowed = role.statements.filter(({ Effect }) => Effect === 'Allow');
    const [actions, others] = [allowed.flatMap((one) => one.Action), allowed.flatMap((one) => one.NotAction)];
    expect(others, role.name).toEqual([]);
    expect(actions.filter((action) => action.includes('*')).join(), role.name).toBe('');
    const everywhere = allowed
      .filter(({ Resource: resources }) => !resources.every(isNamed))
      .flatMap(({ Action }) => Action)
      .filter((action) => reachesData.test(action) && !knowNoResource.includes(action))
      .filter((action) => !(isGateways(role) && action.startsWith('logs:')));
    expect(everywhere, role.name).toEqual([]);
    expect(boundaryOf(templates, role).length, `boundary of ${role.name}`).toBeGreaterThan(0);
  }
  const functions = resourcesOf(templates, 'AWS::Lambda::Function');
  expect(new Set(functions.map((fn) => roleOf(roles, fn).name)).size).toBe(functions.length);
});

/** What looks into a machine. */
const looks =
  'ssm:StartSession ssm:SendCommand ec2:GetConsoleOutput ec2:CreateSnapshot ebs:GetSnapshotBlock'.split(' ');

claim('T24', 'synth', 'no role of ours can look into a machine', async (target) => {
  const templates = await target.templates();
  const roles = rolesOf(templates);
  expect(roles.length).toBeGreaterThan(0);
  for (const role of roles) {
    const open = looks.filter((action) => !deniesAlways(boundaryOf(templates, role), action));
    expect(open, role.name).toEqual([]);
  }
});

claim('T17', 'synth', 'what an access log says, how long, and who may read it', async (target) => {
  const templates = await target.templates();
  const formats = valuesOf(templates, 'AWS::ApiGateway::Stage', 'AccessLogSetting', 'Format').map(String);
  expect(formats.length).toBeGreaterThan(0);
  for (const format of formats) {
    expect(JSON.parse(format)).toEqual({
      requestId: '$context.requestId',
      time: '$context.requestTime',
      ip: '$context.identity.sourceIp',
      browser: '$context.identity.userAgent',
      method: '$context.httpMethod',
      route: '$context.resourcePath',
      status: '$context.status',
    });
  }
  const groups = resourcesOf(templates, 'AWS::Logs::LogGroup');
  expect(groups.length).toBeGreaterThan(formats.length);
  // Nothing carries a log on to where neither period nor reader is known.
  expect(resourcesOf(templates, 'AWS::Logs::SubscriptionFilter')).toEqual([]);
  const kept = (['access-log', 'function-log'] as const).map((of) => periodSeconds(category(of).retention));
  const longest = Math.max(...kept.map(Number));
  for (const { properties, id } of groups) {
    expect(Number(properties['RetentionInDays']), id).toBeGreaterThan(0);
    expect(Number(properties['RetentionInDays']) * 86_400, id).toBeLessThanOrEqual(longest);
  }
  const reading = ['logs:GetLogEvents', 'logs:FilterLogEvents', 'logs:StartQuery'];
  const readers = rolesOf(templates)
    .filter((role) => !isGateways(role))
    .filter((role) => reading.some((action) => allows(role.statements, action)));
  expect(readers.map(({ name }) => name)).toEqual([]);
});

claim('T24', 'synth', 'no administrator of a bound account can either', () => {
  const shipped = readFileSync('docs/guides/service-control-policy-content.json', 'utf8');
  const { Statement } = statementsFile.parse(JSON.parse(shipped));
  const denied = Statement.filter(
    ({ Effect, Condition, Resource }) => Effect === 'Deny' && !Condition && Resource === '*',
  ).flatMap(({ Action }) => Action);
  const undenied = looks.filter((action) => !denied.some((pattern) => covers(pattern, action)));
  expect(undenied).toEqual([]);
});

claim('T24', 'synth', 'a machine sends no logs of its own', async (target) => {
  const templates = await target.templates();
  const machines = rolesOf(templates).filter(({ trust }) =>
    JSON.stringify(trust).includes('ec2.amazonaws.com'),
  );
  expect(machines).toHaveLength(1);
  for (const { statements, managed } of machines) {
    expect(managed).toEqual([]);
    for (const action of ['logs:PutLogEvents', 'cloudwatch:PutMetricData', 's3:PutObject'])
      expect(allows(statements, action), action).toBe(false);
  }
  const scripts = valuesOf(templates, 'AWS::EC2::LaunchTemplate', 'LaunchTemplateData', 'UserData');
  expect(scripts).toHaveLength(1);
  expect(scripts[0]).toContain('runner');
  expect(scripts[0]).not.toMatch(/cloudwatch-agent|awslogs|fluent|collectd|telegraf|datadog|newrelic/i);
});
