/** The keys of a record, in order, in their own type; a record without any is a fault of the build. */
export function keysOf<T extends object>(
  record: T,
): [Extract<keyof T, string>, ...Extract<keyof T, string>[]] {
  const keys: Extract<keyof T, string>[] = [];
  for (const key in record) keys.push(key);
  return atLeastOne(keys);
}

/** Keys and what they stand for, in order, in their own types. */
export const entriesOf = <Key extends string, T>(record: Readonly<Record<Key, T>>): readonly [Key, T][] =>
  keysOf(record).map((key) => [key, record[key]]);

/** A list as a tuple that has a first element; an empty one is a fault of the build. */
export function atLeastOne<T>(items: readonly T[]): [T, ...T[]] {
  const [first, ...rest] = items;
  if (first === undefined) throw new Error('an empty list of what must have something');
  return [first, ...rest];
}
