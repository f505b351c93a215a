import { runSimulation } from '@cloud-copilot/iam-simulate';
import { isAllowed, policyDocument } from '../../local/doubles/permissions/policy-evaluation.ts';
import type { Statement } from '../support/evidence/access.ts';
import { account, region } from './deployed.ts';

/** Somebody who asks AWS for something. */
export interface Request {
  readonly action: string;
  readonly resource: string;
  /** Of whom the resource is. */
  readonly owner?: string;
  /** A role of ours, unless it says otherwise. */
  readonly principal?: string;
  readonly context?: Readonly<Record<string, string>>;
}

type Asked = Required<Request>;

/** All that has a say in the answer. */
export interface Policies {
  readonly identity: readonly Statement[];
  readonly boundary?: readonly Statement[];
  readonly resource?: readonly Statement[] | undefined;
  readonly endpoint?: readonly Statement[];
}

export const everything: readonly Statement[] = [
  { Effect: 'Allow', Action: ['*'], NotAction: [], Resource: ['*'], NotResource: [], Condition: {} },
];

/**
 * What the simulator's data has no resources or condition keys for, though AWS has. The evaluator of the model double,
 * which has tests of its own, judges these.
 */
const unknownToSimulator = ({ action, context = {} }: Request): boolean =>
  /^(states:SendTaskSuccess|ssm:GetParameters|logs:)/.test(action) ||
  Object.keys(context).some((key) => key.startsWith('kms:EncryptionContext:'));

const document = (statements: readonly Statement[]) => ({
  Version: '2012-10-17',
  // An empty list is no part of a statement.
  Statement: statements.map((one) =>
    Object.fromEntries(Object.entries(one).filter(([, value]) => !Array.isArray(value) || value.length > 0)),
  ),
});

function judge({ action, resource, principal, context }: Asked, policies: Policies): boolean {
  const about = policies.resource?.filter((one) => JSON.stringify(one.Principal).includes(`"${principal}"`));
  const identity = [policyDocument.parse(document([...policies.identity, ...(about ?? [])]))];
  const boundary = policies.boundary && policyDocument.parse(document(policies.boundary));
  const seen = Object.fromEntries(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]));
  return isAllowed({ identity, boundary }, { action, resource, context: seen });
}

/** What AWS says to a request; the simulator knows every action and what its conditions may look at. */
export async function answerTo(request: Request, policies: Policies): Promise<'allowed' | 'denied'> {
  const asked: Asked = {
    owner: account,
    principal: `arn:aws:iam::${account}:role/Asking`,
    ...request,
    context: { 'aws:RequestedRegion': region, 'aws:PrincipalAccount': account, ...request.context },
  };
  if (unknownToSimulator(asked)) return judge(asked, policies) ? 'allowed' : 'denied';
  const { action, resource, owner, principal, context } = asked;
  const named = (name: string, statements: readonly Statement[]) => [{ name, policy: document(statements) }];
  const simulated = await runSimulation(
    {
      request: { principal, action, resource: { resource, accountId: owner }, contextVariables: context },
      identityPolicies: policies.identity.length === 0 ? [] : named('own', policies.identity),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(policies.boundary ? { permissionBoundaryPolicies: named('boundary', policies.boundary) } : {}),
      ...(policies.resource ? { resourcePolicy: document(policies.resource) } : {}),
      ...(policies.endpoint
        ? { vpcEndpointPolicies: named('endpoint', policies.endpoint.map(forAnybody)) }
        : {}),
    },
    {},
  );
  if (simulated.resultType === 'error')
    throw new Error(`${action} on ${resource}: ${JSON.stringify(simulated.errors)}`);
  return simulated.overallResult === 'Allowed' ? 'allowed' : 'denied';
}

/** The two ways to write anybody are one to AWS; the simulator takes the shorter one for endpoints. */
const forAnybody = (statement: Statement): Statement => ({ ...statement, Principal: '*' });

/** One action on one resource of a list of statements. */
export interface Part {
  readonly statement: Statement;
  readonly action: string;
  readonly resource: string;
}

/** Every action on every resource that the statements allow. */
export const partsOf = (statements: readonly Statement[]): readonly Part[] =>
  statements
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap((statement) =>
      statement.Action.flatMap((action) =>
        statement.Resource.map((resource) => ({ statement, action, resource })),
      ),
    );

/** The statements without one action on one resource. */
export const without = (
  statements: readonly Statement[],
  { statement, action, resource }: Part,
): Statement[] =>
  statements
    .flatMap((one) =>
      one === statement
        ? [
            { ...one, Action: one.Action.filter((other) => other !== action) },
            { ...one, Action: [action], Resource: one.Resource.filter((other) => other !== resource) },
          ]
        : [one],
    )
    .filter(
      ({ Action, Resource, NotAction }) => (Action.length > 0 || NotAction.length > 0) && Resource.length > 0,
    );

/** A request that a part is there for: something that its patterns cover, in a context that meets its conditions. */
export function requestFor({ statement, action, resource }: Part): Request {
  return { action, resource: someOf(resource), context: contextFor(statement) };
}

const someOf = (pattern: string): string =>
  pattern === '*' ? pattern : pattern.replace(/(?<=^arn:aws:\w+:)\*/, region).replaceAll('*', 'some');

function contextFor({ Condition }: Statement): Record<string, string> {
  // What must not be something is met by being absent.
  const met = Object.entries(Condition).flatMap(([operator, keys]) =>
    operator.includes('Not') ? [] : Object.entries(keys).map(([key, values]) => [key, firstOf(values)]),
  );
  return Object.fromEntries(met);
}

const firstOf = (values: unknown): string => String([values].flat()[0]).replaceAll('*', 'some');

/** The same request in the contexts of which each fails one of the conditions. */
export function neighboursOf(part: Part): readonly Request[] {
  const request = requestFor(part);
  return Object.entries(part.statement.Condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => {
      const { [key]: _, ...others } = request.context ?? {};
      // A pattern that anything meets is failed by nothing alone.
      const failing = operator.includes('Not') ? firstOf(values) : 'another';
      return {
        ...request,
        context: [values].flat().includes('*') ? others : { ...others, [key]: failing },
      };
    }),
  );
}
