type Values = Readonly<Record<string, unknown>>;

/**
 * A `SET` of these attributes, with its names and values; what is undefined stays as it is. With `from`, on condition
 * that `state` is one of these.
 */
export function setting(values: Values, from?: readonly string[]) {
  const set = Object.entries(values).filter(([, value]) => value !== undefined);
  const condition = from && isOneOf(from);
  return {
    UpdateExpression: `SET ${set.map(([name]) => `#${name} = :${name}`).join(', ')}`,
    ...condition,
    ExpressionAttributeNames: {
      ...Object.fromEntries(set.map(([name]) => [`#${name}`, name])),
      ...condition?.ExpressionAttributeNames,
    },
    ExpressionAttributeValues: {
      ...Object.fromEntries(set.map(([name, value]) => [`:${name}`, value])),
      ...condition?.ExpressionAttributeValues,
    },
  };
}

/** The condition that `state` is one of these. */
export function isOneOf(states: readonly string[]) {
  const from = states.map((state, index) => [`:from${index}`, state] as const);
  return {
    ConditionExpression: `#state IN (${from.map(([name]) => name).join(', ')})`,
    ExpressionAttributeNames: { '#state': 'state' },
    ExpressionAttributeValues: Object.fromEntries(from),
  };
}
