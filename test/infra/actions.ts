import * as z from 'zod';
import type { Resource } from './assembly.ts';

const oneOrMore = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
const statementSchema = z.looseObject({
  Effect: z.enum(['Allow', 'Deny']),
  Action: oneOrMore.default([]),
  Resource: z.unknown(),
  Condition: z.unknown().optional(),
});
const documentSchema = z.object({ Statement: z.array(statementSchema) });
const policySchema = z.object({ PolicyDocument: documentSchema, Roles: z.array(z.unknown()).default([]) });
const inlineSchema = z.array(z.object({ PolicyDocument: documentSchema })).default([]);

export type Statement = z.infer<typeof statementSchema>;

/** Everything that each role of a deployment is allowed, by the path of its construct. */
export function grantedTo(resources: readonly Resource[]): ReadonlyMap<string, readonly Statement[]> {
  const roles = resources.filter(({ type }) => type === 'AWS::IAM::Role');
  return new Map(roles.map((role) => [role.path.replace(/\/Resource$/, ''), statementsOf(role, resources)]));
}

function statementsOf(role: Resource, resources: readonly Resource[]): readonly Statement[] {
  const attached = resources
    .filter(
      ({ type, stack }) =>
        (type === 'AWS::IAM::Policy' || type === 'AWS::IAM::ManagedPolicy') && stack === role.stack,
    )
    .map(({ properties }) => policySchema.parse(properties))
    .filter(({ Roles }) => JSON.stringify(Roles).includes(`"${role.id}"`));
  const inline = inlineSchema.parse(role.properties['Policies']);
  return [...attached, ...inline].flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}
