import { accounts } from '../../contracts/accounts/stores.ts';
import { transfer } from '../../contracts/privacy/stores.ts';
import { isExported } from '../../contracts/spec/store.ts';
import { allStores } from '../../contracts/stores.ts';
import { bucket, defineFunction, table } from '../platform/function.ts';
import { isDocumentStore } from './archive.ts';
import { grantsFor } from './keepers/grants.ts';

/** The one step of an export that asks who is not in the isolated network; content functions have no way there. */
export const exportIdentityFunction = defineFunction({
  name: 'export-identity',
  module: 'privacy',
  class: 'control',
  grants: [
    table(accounts, 'GetItem'),
    bucket(transfer, 'PutObject'),
    ...grantsFor('collect', allStores.filter(isExported).filter(isDocumentStore)),
  ],
  settings: ['profile'],
});
