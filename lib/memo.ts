const MAKING = Symbol('in the making');

/** Makes each thing when it is first asked for, and no second time; one that needs itself is a fault of the build. */
export function memo<Key, Made>(make: (key: Key) => Made): (key: Key) => Made {
  const all = new Map<Key, Made | typeof MAKING>();
  return (key) => {
    const known = all.get(key);
    if (known === MAKING) throw new Error(`${String(key)} is needed to make itself`);
    if (known !== undefined) return known;
    all.set(key, MAKING);
    const made = make(key);
    all.set(key, made);
    return made;
  };
}
