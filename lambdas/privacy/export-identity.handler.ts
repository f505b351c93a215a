import { isExported } from '../../contracts/spec/store.ts';
import { storesOf } from '../../contracts/stores.ts';
import { findProfile } from '../../policy/profiles/all.ts';
import { openAccounts } from '../accounts/account-store.ts';
import { env } from '../platform/env.ts';
import { stepsHandler } from '../platform/step.ts';
import { identitySteps } from './export-identity.ts';
import { openSupplierKeeper } from './keepers/supplier.ts';
import { openUserPoolKeeper } from './keepers/user-pool.ts';
import { openTransfer } from './transfer-store.ts';

const parts = {
  people: openAccounts(),
  transfer: openTransfer(),
  keepers: { 'user-pool': openUserPoolKeeper(), supplier: openSupplierKeeper() },
  stores: storesOf(findProfile(env('PROFILE')).capabilities).filter(isExported),
};

export const handler = stepsHandler(identitySteps(parts));
