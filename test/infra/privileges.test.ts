import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type Role, resourcesOf, type Statement } from '../support/evidence/access.ts';
import { exceptionKinds, notDeployed } from '../support/privileges/exceptions.ts';
import { variantOf } from './assembly.ts';
import { account, deployedPolicies } from './deployed.ts';
import {
  answerTo,
  neighboursOf,
  type Part,
  partsOf,
  type Request,
  requestFor,
  without,
} from './simulation.ts';

const { templates, roles, ceiling, keys } = await deployedPolicies(variantOf('cloister', 'prod'));

const ask = (request: Request, identity: readonly Statement[]) =>
  answerTo(request, { identity, boundary: ceiling, resource: keys.get(request.resource) });

/** How a part of a role fares: with it, without it, and next to each of its conditions. */
async function faultsOf({ name, statements }: Role, part: Part): Promise<readonly string[]> {
  const request = requestFor(part);
  const answers = [
    ['as it is', 'allowed', await ask(request, statements)],
    ['without it', 'denied', await ask(request, without(statements, part))],
    ...(await Promise.all(
      neighboursOf(part).map(
        async (other) => ['next to it', 'denied', await ask(other, statements)] as const,
      ),
    )),
  ] as const;
  return answers.flatMap(([when, expected, answer]) =>
    answer === expected ? [] : [`${name} ${part.action} ${part.resource} ${when}: ${answer}`],
  );
}

const faultsOfAll = async (all: readonly (readonly [Role, Part])[]) =>
  (await Promise.all(all.map(([role, part]) => faultsOf(role, part)))).flat();

/** What a workflow itself asks AWS for, state by state. */
function callsOf(definition: string): readonly Request[] {
  const task = z.looseObject({
    Type: z.string(),
    Resource: z.string().optional(),
    Arguments: z.looseObject({}).optional(),
  });
  const { States } = z.looseObject({ States: z.record(z.string(), task) }).parse(JSON.parse(definition));
  return Object.values(States)
    .filter(({ Type }) => Type === 'Task')
    .map(({ Resource = '', Arguments = {} }) => {
      const [action, argument] = integrations[Resource.replace('.waitForTaskToken', '')] ?? [];
      if (action === undefined || argument === undefined)
        throw new Error(`no one knows what ${Resource} asks for`);
      return { action, resource: String(Arguments[argument]) };
    });
}
const integrations: Readonly<Record<string, readonly [action: string, argument: string]>> = {
  'arn:aws:states:::lambda:invoke': ['lambda:InvokeFunction', 'FunctionName'],
  'arn:aws:states:::states:startExecution': ['states:StartExecution', 'StateMachineArn'],
};

describe('roles of workflows', () => {
  it('allow the calls of their definition, and nothing that no call needs', async () => {
    const workflows = resourcesOf(templates, 'AWS::StepFunctions::StateMachine');
    expect(workflows.length).toBeGreaterThan(0);
    const faults: string[] = [];
    for (const { stack, id, properties } of workflows) {
      const role = roles.find(
        ({ name }) => properties['RoleArn'] === `arn:aws:iam::${account}:role/${name.split('.')[1]}`,
      );
      const statements = role?.statements ?? [];
      const calls = callsOf(String(properties['DefinitionString']));
      const answers = (to: readonly Statement[]) => Promise.all(calls.map((call) => ask(call, to)));
      if ((await answers(statements)).includes('denied')) faults.push(`${stack}.${id}: a call is denied`);
      for (const part of partsOf(statements)) {
        if (!(await answers(without(statements, part))).includes('denied'))
          faults.push(`${stack}.${id}: no call needs ${part.action} on ${part.resource}`);
      }
      const elsewhere = calls.map((call) => ({ ...call, resource: `${call.resource}Other` }));
      for (const call of elsewhere)
        if ((await ask(call, statements)) !== 'denied')
          faults.push(`${stack}.${id}: ${call.resource} is allowed`);
    }
    expect(faults).toEqual([]);
  });
});

describe('roles of functions and machines', () => {
  it('what the emulator cannot miss is allowed, denied without its grant, and denied next to its conditions', async () => {
    const functions = roles.filter(({ statements }) =>
      statements.some(({ Action }) => Action.includes('logs:PutLogEvents')),
    );
    const excepted = functions.flatMap((role) =>
      partsOf(role.statements).flatMap((part) => {
        const said = `${functionOf(role)} ${part.action} ${part.resource === '*' ? '*' : nameOf(part.resource)}`;
        const isException = exceptionKinds.some(({ covers: pattern }) => pattern.test(said));
        return isException || notDeployed.includes(functionOf(role)) ? [[role, part] as const] : [];
      }),
    );
    expect(excepted.length).toBeGreaterThan(100);
    expect(await faultsOfAll(excepted)).toEqual([]);
  });

  it('what hangs on a condition is denied where the condition fails', async () => {
    const conditional = roles.flatMap((role) =>
      partsOf(role.statements)
        .filter(({ statement }) => Object.keys(statement.Condition).length > 0)
        .map((part) => [role, part] as const),
    );
    expect(conditional.map(([, { action }]) => action)).toEqual(
      expect.arrayContaining([
        'ec2:StopInstances',
        'ec2:TerminateInstances',
        'iam:PassRole',
        'ec2:CreateTags',
      ]),
    );
    expect(await faultsOfAll(conditional)).toEqual([]);
  });

  it('a machine may fetch its runner and call its API, and nothing else', async () => {
    const machine = roles.filter(({ name }) => name.startsWith('machine-network.'));
    const parts = machine.flatMap((role) => partsOf(role.statements).map((part) => [role, part] as const));
    expect(parts.map(([, { action }]) => action)).toEqual(['s3:GetObject', 'execute-api:Invoke']);
    expect(await faultsOfAll(parts)).toEqual([]);
  });
});

/** `machine-steps` of `vms.MachineStepsRole689B2CFC`. */
const functionOf = ({ name }: Role): string =>
  (name.split('.')[1] ?? '')
    .replace(/Role[0-9A-F]{8}$/, '')
    .replaceAll(/(?<!^)[A-Z]/g, (letter) => `-${letter}`)
    .toLowerCase();

/** A resource as the grants on the emulator are named: `MachinesTable`, `instance/*`. */
const nameOf = (resource: string): string =>
  resource
    .replace(/^arn:aws:[^:]*:[^:]*:[^:]*:/, '')
    .replace(/^(table|key|log-group|role|launch-template|security-group|subnet)[/:]/, '')
    .replace(/^<[\w-]+\.(\w+)>/, '$1')
    .replace(/[0-9A-F]{8}(?=$|\/|:)/, '');
