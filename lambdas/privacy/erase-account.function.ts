import { accounts, tokens } from '../../contracts/accounts/stores.ts';
import { contentKeys } from '../../contracts/platform/stores.ts';
import { auditTrail, erasures, receipts, tombstones } from '../../contracts/privacy/stores.ts';
import { isAboutPeople } from '../../contracts/spec/store.ts';
import { allStores } from '../../contracts/stores.ts';
import { bucket, defineFunction, key, table } from '../platform/function.ts';
import { isEmptied } from './erasures.ts';
import { grantsFor, namesGrant } from './keepers/grants.ts';

/** The steps of an erasure. It deletes content and never sees it: no data key is open to it. */
export const eraseAccountFunction = defineFunction({
  name: 'erase-account',
  module: 'privacy',
  class: 'control',
  grants: [
    ...grantsFor('count', allStores.filter(isAboutPeople)),
    ...grantsFor('empty', allStores.filter(isEmptied)),
    namesGrant,
    table(accounts, 'GetItem', 'UpdateItem'),
    table(tokens, 'DeleteItem'),
    table(contentKeys, 'GetItem', 'PutItem'),
    table(erasures, 'GetItem', 'UpdateItem'),
    table(receipts, 'PutItem'),
    table(auditTrail, 'PutItem'),
    bucket(tombstones, 'PutObject'),
    key('recovery', 'Encrypt'),
    key('receipts', 'Sign'),
  ],
  settings: ['profile'],
  memory: 512,
  timeout: 300,
});
