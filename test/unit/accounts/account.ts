import { newId } from '../../../contracts/ids.ts';
import type { Account } from '../../../lambdas/accounts/tokens.ts';

/** Somebody's account, opened at `now`. */
export const accountOf = (now: number, facts: Partial<Account> = {}): Account => ({
  userId: newId('account'),
  subject: 'subject',
  customerId: newId('customer'),
  state: 'active',
  plan: 'free',
  keyEpoch: 1,
  adult: true,
  createdAt: new Date(now).toISOString(),
  ...facts,
});
