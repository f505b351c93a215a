import { openHolds } from './hold-store.ts';
import { sweepHolds } from './sweep-holds.ts';

const store = openHolds();

export const handler = async (): Promise<void> => {
  await sweepHolds(store, Math.floor(Date.now() / 1000));
};
