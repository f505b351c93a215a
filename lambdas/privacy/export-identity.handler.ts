import { accounts } from '../../contracts/accounts/stores.ts';
import { isExported } from '../../contracts/spec/store.ts';
import { storesOf } from '../../contracts/stores.ts';
import { findProfile } from '../../policy/profiles/all.ts';
import { AccountStore } from '../accounts/account-store.ts';
import { documents } from '../platform/aws/clients.ts';
import { env } from '../platform/env.ts';
import { stepsHandler } from '../platform/step.ts';
import { collectElsewhere } from './collect-export.ts';
import { openSupplierKeeper } from './keepers/supplier.ts';
import { openUserPoolKeeper } from './keepers/user-pool.ts';
import { openTransfer } from './transfer-store.ts';

const people = new AccountStore(documents, env(accounts.env));
const collecting = {
  transfer: openTransfer(),
  keepers: { 'user-pool': openUserPoolKeeper(), supplier: openSupplierKeeper() },
  stores: storesOf(findProfile(env('PROFILE')).capabilities).filter(isExported),
};

export const handler = stepsHandler({
  identity: async ({ userId, id }) => {
    const account = await people.find(userId);
    return { outcome: account === undefined ? 'gone' : await collectElsewhere(collecting, account, id) };
  },
});
