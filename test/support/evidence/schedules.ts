import { resourcesOf } from './access.ts';
import { arnOf, at, type Template } from './template.ts';

/** The schedules that really run a function, named as in its spec. */
export function schedulesOf(templates: readonly Template[], name: string): readonly unknown[] {
  const functions = resourcesOf(templates, 'AWS::Lambda::Function')
    .filter(({ properties }) => String(properties['Description']).endsWith(`: ${name}`))
    .map(arnOf);
  return resourcesOf(templates, 'AWS::Events::Rule')
    .filter(({ properties }) => properties['State'] === 'ENABLED')
    .filter(({ properties }) =>
      [properties['Targets']].flat().some((target) => functions.includes(String(at(target, 'Arn')))),
    )
    .map(({ properties }) => properties['ScheduleExpression']);
}
