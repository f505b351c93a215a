import { whole } from '../platform/invocation.ts';
import { openHolds } from './hold-store.ts';
import { sweepHolds } from './sweep-holds.ts';

const store = openHolds();

export const handler = whole(async (): Promise<void> => {
  await sweepHolds(store, Math.floor(Date.now() / 1000));
});
