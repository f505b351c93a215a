import type { Keeper } from './keeper.ts';

/** The keeper of a kind in which nobody finds a person: it says why, and what is there expires by itself. */
export const unfound = (uncounted: string): Keeper => ({
  count: async () => ({ uncounted }),
  empty: async () => undefined,
  collect: async () => undefined,
});
