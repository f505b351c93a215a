import { balances } from '../../contracts/billing/stores.ts';
import { documents } from '../platform/aws/clients.ts';
import { env } from '../platform/env.ts';
import { log } from '../platform/observe.ts';
import { HoldStore } from './hold-store.ts';
import { sweepHolds } from './sweep-holds.ts';

const store = new HoldStore(documents, env(balances.env));

export async function handler(): Promise<void> {
  const count = await sweepHolds(store, Math.floor(Date.now() / 1000));
  // Each is a function that died in mid-work: worth a line even where it is one.
  if (count > 0) log('warn', 'holds expired', { count });
}
