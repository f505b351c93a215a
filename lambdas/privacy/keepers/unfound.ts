import type { StoreSpec } from '../../../contracts/spec/store.ts';
import type { Keeper } from './keeper.ts';

/** Keeps what nobody finds by account (logs, histories, the trail, a browser): it says why, and lets it expire. */
export const unfound: Keeper<Pick<StoreSpec, 'name' | 'privacy'>> = {
  count: async ({ name, privacy: { subject } }) => {
    if (subject.by !== 'nobody') throw new Error(`${name} is found by account, and its kind cannot be asked`);
    return { uncounted: subject.because };
  },
  empty: async () => undefined,
  collect: async () => undefined,
};
