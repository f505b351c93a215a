import { randomBytes } from 'node:crypto';
import type { CustomerId } from '../../contracts/ids.ts';
import { type Balance, emptyBalance } from '../../lambdas/billing/ledger.ts';
import type { Purse } from '../../lambdas/billing/ledger-items.ts';

/** A balance as it is stored, before its first movement. */
export const purseOf = (customerId: CustomerId, balance: Partial<Balance> = {}): Purse => ({
  customerId,
  ...emptyBalance,
  ...balance,
  movements: 0,
  key: new Uint8Array(randomBytes(32)),
});
