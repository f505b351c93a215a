import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { functions } from '../../lambdas/functions.ts';
import { bundle } from '../../lib/constructs/bundles.ts';
import { bundleBudgets } from '../support/bundle-budgets.ts';
import { covers, resourcesOf, type Statement, statementsOf } from '../support/evidence/access.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { variantOf } from './assembly.ts';
import { account, deployedPolicies, neighbour, region } from './deployed.ts';
import { answerTo, everything, neighboursOf, partsOf, type Request, requestFor } from './simulation.ts';

const { templates, roles, ceiling, keys } = await deployedPolicies(variantOf('cloister', 'prod'));

describe('the permission boundary', () => {
  const granted = { action: 'dynamodb:GetItem', resource: `arn:aws:dynamodb:${region}:${account}:table/T` };

  it('lets pass what is granted, and nothing once its ceiling is gone', async () => {
    const lowered = ceiling.filter(({ Sid }) => Sid !== 'Ceiling');
    expect(await answerTo(granted, { identity: everything, boundary: ceiling })).toBe('allowed');
    expect(await answerTo(granted, { identity: everything, boundary: lowered })).toBe('denied');
  });

  it('denies each of its actions to a role that is granted everything, and only while it says so', async () => {
    const denied = ceiling.filter(({ Effect, Action }) => Effect === 'Deny' && Action.length > 0);
    expect(denied.map(({ Sid }) => Sid)).toEqual(['NoTraining', 'NoLookIntoMachines']);
    for (const statement of denied) {
      for (const action of statement.Action) {
        const request = { action, resource: deniedResource(action) };
        const rest = ceiling.filter((one) => one !== statement);
        expect(await answerTo(request, { identity: everything, boundary: ceiling }), action).toBe('denied');
        expect(await answerTo(request, { identity: everything, boundary: rest }), action).toBe('allowed');
      }
    }
  });

  it('keeps every role in its Region, but for the models', async () => {
    const elsewhere = { context: { 'aws:RequestedRegion': 'us-west-2' } };
    const open = ceiling.filter(({ Sid }) => Sid !== 'NoOtherRegion');
    const model = {
      action: 'bedrock:InvokeModelWithResponseStream',
      resource: 'arn:aws:bedrock:us-west-2::foundation-model/m',
    };
    const answers = (boundary: readonly Statement[]) =>
      Promise.all(
        [granted, model].map((one) => answerTo({ ...one, ...elsewhere }, { identity: everything, boundary })),
      );
    expect(await answers(ceiling)).toEqual(['denied', 'allowed']);
    expect(await answers(open)).toEqual(['allowed', 'allowed']);
  });
});

/** Something that an action may be asked about. */
function deniedResource(action: string): string {
  const ec2 = `arn:aws:ec2:${region}:${account}:`;
  if (action === 'ssm:StartSession' || action === 'ssm:SendCommand' || action.startsWith('ec2:GetConsole'))
    return `${ec2}instance/i-0123456789abcdef0`;
  if (action === 'ec2:CreateSnapshot') return `${ec2}volume/vol-0123456789abcdef0`;
  if (action === 'ec2:CreateSnapshots' || action === 'ec2:CreateImage')
    return `${ec2}instance/i-0123456789abcdef0`;
  if (action.startsWith('ebs:')) return `arn:aws:ec2:${region}::snapshot/snap-0123456789abcdef0`;
  return '*';
}

it('functions hold nothing of zod’s classic part, and those that people wait for keep their budgets', () => {
  const out = temporaryFolder();
  // The others carry a folder, such as the console, which need not be built here.
  const alone = functions.filter(({ folder }) => folder === undefined);
  bundle(alone, out);
  const codes = new Map(alone.map(({ name }) => [name, readFileSync(join(out, name, 'index.js'), 'utf8')]));
  expect([...codes].filter(([, code]) => code.includes('"ZodType"')).map(([name]) => name)).toEqual([]);
  for (const [name, most] of Object.entries(bundleBudgets))
    expect(codes.get(name)?.length, name).toBeLessThanOrEqual(most);
});

describe('endpoint policies', () => {
  /** Each endpoint with the grants of those who are in its network. */
  const endpoints = () =>
    resourcesOf(templates, 'AWS::EC2::VPCEndpoint').map(({ stack, id, properties }) => ({
      name: `${stack}.${id}`,
      statements: statementsOf(properties['PolicyDocument']),
      service:
        String(properties['ServiceName']).split('.').at(-1)?.replace('bedrock-runtime', 'bedrock') ?? '',
    }));
  /** What functions without a way out are granted; they alone are in the content network. */
  const inside = () =>
    roles
      .filter(({ statements }) =>
        statements.some(({ Action }) => Action.includes('ec2:CreateNetworkInterface')),
      )
      .flatMap((role) => partsOf(role.statements).map((part) => [role, part] as const));

  it('let pass what those in the network are granted, of our account alone', async () => {
    const faults: string[] = [];
    for (const { name, statements, service } of endpoints().filter((one) =>
      one.name.startsWith('network.'),
    )) {
      const passing = inside().filter(([, { action }]) => action.startsWith(`${service}:`));
      expect(passing.length, name).toBeGreaterThan(0);
      const kinds = new Map(passing.map((one) => [`${one[1].action} ${one[1].resource}`, one]));
      for (const [role, part] of kinds.values()) {
        const own = { ...requestFor(part) };
        const ours = { ...own.context, 'aws:ResourceAccount': account };
        const answer = (context: Record<string, string>, endpoint = statements) =>
          answerTo(
            { ...own, context },
            { identity: role.statements, endpoint, resource: keys.get(own.resource) },
          );
        if ((await answer(ours)) !== 'allowed')
          faults.push(`${name}: ${part.action} ${part.resource} is denied`);
        if ((await answer({ ...ours, 'aws:PrincipalAccount': neighbour })) !== 'denied')
          faults.push(`${name}: ${part.action} passes for a neighbour`);
        if (
          service !== 'bedrock' &&
          (await answer({ ...ours, 'aws:ResourceAccount': neighbour })) !== 'denied'
        )
          faults.push(`${name}: ${part.action} passes to a neighbour`);
      }
    }
    expect(faults).toEqual([]);
  });

  it('name no action that nobody behind them is granted', () => {
    const behind = (name: string, action: string) =>
      name.startsWith('network.')
        ? inside().some(([, part]) => covers(action, part.action))
        : runnersCalls.includes(action);
    const idle = endpoints().flatMap(({ name, statements }) =>
      statements.flatMap(({ Action }) =>
        Action.filter((action) => !behind(name, action)).map((action) => `${name} ${action}`),
      ),
    );
    expect(idle).toEqual([]);
  });
});

/** What a runner asks AWS for, but for its own code: by the policies of its queue and of the API. */
const runnersCalls =
  'sqs:ReceiveMessage sqs:DeleteMessage sqs:ChangeMessageVisibility execute-api:Invoke'.split(' ');

describe('policies of keys', () => {
  it('let those of our account use a key by their grants, and stores and services by their conditions', async () => {
    const faults: string[] = [];
    let tried = 0;
    for (const [arn, statements] of keys) {
      for (const statement of statements) {
        const { principal, identity } = callerOf(statement);
        const action = statement.Action.includes('kms:*')
          ? 'kms:DescribeKey'
          : (statement.Action.find((one) => one === 'kms:Decrypt') ?? statement.Action.join());
        const part = { statement, action, resource: arn };
        const rest = statements.filter((one) => one !== statement);
        const request = { ...requestFor(part), principal };
        const answer = (asked: Request, resource = statements) => answerTo(asked, { identity, resource });
        if ((await answer(request)) !== 'allowed') faults.push(`${arn} ${statement.Sid}: denied`);
        if ((await answer(request, rest)) !== 'denied')
          faults.push(`${arn} ${statement.Sid}: allowed without it`);
        for (const other of neighboursOf(part))
          if ((await answer({ ...other, principal })) !== 'denied')
            faults.push(`${arn} ${statement.Sid}: allowed next to it`);
        tried += 1;
      }
    }
    expect(faults).toEqual([]);
    expect(tried).toBeGreaterThan(keys.size);
  });
});

/** Somebody whom a statement of a key's policy is about: a role that is granted the key, anybody, or a service. */
function callerOf({ Principal }: Statement): { principal: string; identity: readonly Statement[] } {
  const { AWS = [], Service = [] } = z
    .object({
      AWS: z.union([z.string(), z.array(z.string())]),
      Service: z.union([z.string(), z.array(z.string())]),
    })
    .partial()
    .parse(Principal);
  const [service] = [Service].flat();
  if (service !== undefined) return { principal: service, identity: [] };
  const principal = `arn:aws:iam::${account}:role/Asking`;
  return { principal, identity: [AWS].flat().includes('*') ? [] : everything };
}
