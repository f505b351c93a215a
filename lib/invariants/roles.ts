import { fields, leadsTo, listOf, type Reading } from './reading.ts';

/** One statement of a policy, with every list written as a list. */
export interface Statement {
  readonly allows: boolean;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly principals: unknown;
  readonly conditions: Readonly<Record<string, unknown>>;
}

/** A function with what its role may do. */
export interface Actor {
  readonly reading: Reading;
  readonly role: Reading;
  /** Written by PlatformFunction in front of the description; what has none is nothing of ours. */
  readonly class: string;
  readonly statements: readonly Statement[];
}

export function actorsIn(readings: readonly Reading[]): readonly Actor[] {
  return readings
    .filter(({ type }) => type === 'AWS::Lambda::Function')
    .flatMap((reading) => {
      const role = readings.find(
        (other) => other.type === 'AWS::IAM::Role' && leadsTo(reading.properties['Role'], other),
      );
      if (!role) return [];
      const { Description: said } = reading.properties;
      const [kind = ''] = typeof said === 'string' ? said.split(':') : [];
      return [{ reading, role, class: kind, statements: statementsOf(role, readings) }];
    });
}

/** What a role is granted by its own and by attached policies; its boundary is no grant. */
export function statementsOf(role: Reading, readings: readonly Reading[]): readonly Statement[] {
  const attached = readings.filter(
    ({ type, properties }) =>
      (type === 'AWS::IAM::Policy' || type === 'AWS::IAM::ManagedPolicy') &&
      leadsTo(properties['Roles'], role),
  );
  const documents = [
    ...attached.map(({ properties }) => properties),
    ...listOf(role.properties['Policies']).map(fields),
  ];
  return documents.flatMap((policy) => statementsIn(policy['PolicyDocument']));
}

export function statementsIn(document: unknown): readonly Statement[] {
  return listOf(fields(document)['Statement'])
    .map(fields)
    .map((statement) => ({
      allows: statement['Effect'] === 'Allow',
      actions: listOf(statement['Action']).map(String),
      resources: listOf(statement['Resource']).map(String),
      principals: statement['Principal'],
      conditions: fields(statement['Condition']),
    }));
}

/** Whether a granted action, which may end in a star, covers the one in question. */
const covers = (granted: string, action: string): boolean =>
  granted === '*' ||
  granted.toLowerCase() === action.toLowerCase() ||
  (granted.endsWith('*') && action.toLowerCase().startsWith(granted.slice(0, -1).toLowerCase()));

/** The resources on which the statements allow an action. */
export const allowedOn = (statements: readonly Statement[], action: string): readonly string[] =>
  statements
    .filter(({ allows, actions }) => allows && actions.some((granted) => covers(granted, action)))
    .flatMap(({ resources }) => resources);

/** Whether the statements allow one of the actions on a resource. */
export const mayOn = (
  statements: readonly Statement[],
  actions: readonly string[],
  target: Reading,
): boolean =>
  actions.some((action) =>
    allowedOn(statements, action).some((resource) => resource === '*' || leadsTo(resource, target)),
  );
