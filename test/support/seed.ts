/** A repeatable source of choices. */
export interface Dice {
  readonly seed: number;
  /** A whole number from 0 to `below`, not reached. */
  below(below: number): number;
  /** True once in `n` times. */
  oneIn(n: number): boolean;
  pick<T>(of: readonly [T, ...T[]]): T;
}

/** Numbers from a seed, by mulberry32: small, and even enough to choose test steps. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    seed,
    below,
    oneIn: (n) => below(n) === 0,
    pick: (of) => of[below(of.length)] ?? of[0],
  };
}

/** The seed of this run: a new one each time, or the one in `CLOISTER_SEED`, to see a failure again. */
export function seedOfRun(): number {
  const given = process.env['CLOISTER_SEED'];
  return given === undefined ? Math.floor(Math.random() * 2 ** 32) : Number(given);
}

/** How many cases: the small number in `npm test`, the large one in `npm run test:deep`. */
export const sampleOf = (small: number, deep: number): number =>
  process.env['CLOISTER_DEEP'] === '1' ? deep : small;
