import type { Denial } from '../../../../lib/policies/denial.ts';

/** A statement without a part of it, or nothing in its place. */
export interface Break {
  readonly without: string;
  readonly left: Denial | undefined;
}

/** Every way to take one thing away from a statement. */
export function breaksOf(statement: Denial): readonly Break[] {
  const { Action, Resource } = statement;
  return [
    { without: 'anything', left: undefined },
    ...eachLeftOut(Action).map(([without, left]) => ({ without, left: { ...statement, Action: left } })),
    ...eachLeftOut(Resource).map(([without, left]) => ({ without, left: { ...statement, Resource: left } })),
    ...(Resource === '*' ? [] : [{ without: 'its resources', left: { ...statement, Resource: '*' } }]),
    ...conditionBreaks(statement),
  ];
}

/** Each condition once, and each value of one that has several: one more whom a denial lets through. */
function conditionBreaks(statement: Denial): readonly Break[] {
  const conditions = Object.entries(statement.Condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => ({ operator, keys, key, values })),
  );
  return conditions.flatMap(({ operator, keys, key, values }) => {
    const { [key]: _, ...others } = keys;
    const changed = (without: string, left: typeof keys): Break => ({
      without,
      left: { ...statement, Condition: { ...statement.Condition, [operator]: left } },
    });
    return [
      changed(`${operator} ${key}`, others),
      ...eachLeftOut(values).map(([without, kept]) => changed(without, { ...keys, [key]: kept })),
    ];
  });
}

/** A list without each of its members; of one that would be empty, nothing. */
function eachLeftOut(list: string | readonly string[]): readonly (readonly [string, readonly string[]])[] {
  const all = [list].flat();
  return all.length < 2 ? [] : all.map((one) => [one, all.filter((other) => other !== one)]);
}
