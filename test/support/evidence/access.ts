import * as z from 'zod';
import { at, type Resource, type Template } from './template.ts';

const strings = z
  .union([z.string(), z.array(z.string())])
  .default([])
  .transform((one) => (typeof one === 'string' ? [one] : one));
const statement = z
  .looseObject({
    Sid: z.string().optional(),
    Effect: z.enum(['Allow', 'Deny']),
    Action: strings,
    NotAction: strings,
    Resource: strings,
    NotResource: strings,
    Principal: z.unknown().optional(),
    Condition: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  })
  .readonly();
/** One statement of a policy, its lists always lists. */
export type Statement = z.infer<typeof statement>;

const document = z.looseObject({
  Statement: z.union([z.array(statement), statement.transform((one) => [one])]),
});
/** The statements of a policy document of a readable template. */
export const statementsOf = (policy: unknown): readonly Statement[] => document.parse(policy).Statement;

/** A role with everything that its own policies say. */
export interface Role {
  /** `<stack>.<logical id>`, as references name it. */
  readonly name: string;
  readonly boundary: string | undefined;
  readonly trust: readonly Statement[];
  readonly statements: readonly Statement[];
  readonly managed: readonly string[];
}

const roleProperties = z.looseObject({
  AssumeRolePolicyDocument: z.unknown(),
  PermissionsBoundary: z.string().optional(),
  ManagedPolicyArns: z.array(z.string()).default([]),
  Policies: z.array(z.looseObject({ PolicyDocument: z.unknown() })).default([]),
});
const policyProperties = z.looseObject({
  PolicyDocument: z.unknown(),
  Roles: z.array(z.string()).default([]),
});

/** All roles of the templates. */
export function rolesOf(templates: readonly Template[]): readonly Role[] {
  const attached = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy']
    .flatMap((type) => resourcesOf(templates, type))
    .map(({ properties }) => policyProperties.parse(properties));
  return resourcesOf(templates, 'AWS::IAM::Role').map((role) => {
    const own = roleProperties.parse(role.properties);
    const name = `${role.stack}.${role.id}`;
    const policies = [
      ...own.Policies.map((policy) => policy.PolicyDocument),
      ...attached
        .filter((policy) => policy.Roles.includes(`<${name}>`))
        .map((policy) => policy.PolicyDocument),
    ];
    return {
      name,
      boundary: own.PermissionsBoundary,
      trust: statementsOf(own.AssumeRolePolicyDocument),
      statements: policies.flatMap(statementsOf),
      managed: own.ManagedPolicyArns,
    };
  });
}

export const resourcesOf = (templates: readonly Template[], type: string): readonly Resource[] =>
  templates.flatMap((template) => template.ofType(type));

/** What the resources of a type have at a path of their properties. */
export const valuesOf = (
  templates: readonly Template[],
  type: string,
  ...path: readonly string[]
): unknown[] => resourcesOf(templates, type).map(({ properties }) => at(properties, ...path));

/** Whether a pattern of IAM (`s3:Get*`) covers an action. */
export function covers(pattern: string, action: string): boolean {
  const source = pattern
    .toLowerCase()
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`).test(action.toLowerCase());
}

/** Whether a statement speaks of the action at all, whatever its resources and conditions. */
export const speaksOf = (one: Statement, action: string): boolean =>
  one.NotAction.length > 0
    ? !one.NotAction.some((pattern) => covers(pattern, action))
    : one.Action.some((pattern) => covers(pattern, action));

/** Whether a list of statements denies the action everywhere and without a condition. */
export const deniesAlways = (statements: readonly Statement[], action: string): boolean =>
  statements.some(
    (one) =>
      one.Effect === 'Deny' &&
      speaksOf(one, action) &&
      one.Resource.includes('*') &&
      Object.keys(one.Condition).length === 0,
  );

/** Whether any statement allows the action on anything. */
export const allows = (statements: readonly Statement[], action: string): boolean =>
  statements.some((one) => one.Effect === 'Allow' && speaksOf(one, action));

/** The statements of a role's permission boundary; none where it carries none, so nothing is denied by it. */
export function boundaryOf(templates: readonly Template[], role: Role): readonly Statement[] {
  const { boundary } = role;
  if (boundary === undefined) return [];
  const policy = resourcesOf(templates, 'AWS::IAM::ManagedPolicy').find(
    ({ stack, id, properties }) =>
      boundary === `<${stack}.${id}>` || boundary.endsWith(`/${String(properties['ManagedPolicyName'])}`),
  );
  return policy ? statementsOf(policy.properties['PolicyDocument']) : [];
}

/** The role that a function runs under. */
export function roleOf(roles: readonly Role[], fn: Resource): Role {
  const found = roles.find((role) => fn.properties['Role'] === `<${role.name}.Arn>`);
  if (!found) throw new Error(`No role of the templates is that of ${fn.stack}.${fn.id}.`);
  return found;
}
