import { accounts, tokens } from '../../contracts/accounts/stores.ts';
import { machines } from '../../contracts/machines/stores.ts';
import { contentKeys } from '../../contracts/platform/stores.ts';
import { auditTrail, erasures, receipts, tombstones, transfer } from '../../contracts/privacy/stores.ts';
import { allTables } from '../../contracts/stores.ts';
import { bucket, defineFunction, key, table, userPool } from '../platform/function.ts';
import { deleting, reading } from './subject-grants.ts';

/** The steps of an erasure. It deletes content and never sees it: no data key is open to it. */
export const eraseAccountFunction = defineFunction({
  name: 'erase-account',
  module: 'privacy',
  class: 'control',
  entry: 'lambdas/privacy/erase-account.handler.ts',
  grants: [
    ...reading(allTables),
    // The record of a machine goes with it, by its own workflow; while one is left, this waits.
    ...deleting(allTables.filter((spec) => spec !== machines)),
    table(accounts, 'GetItem', 'UpdateItem'),
    table(tokens, 'DeleteItem'),
    table(contentKeys, 'GetItem', 'PutItem'),
    table(erasures, 'GetItem', 'UpdateItem'),
    table(receipts, 'PutItem'),
    table(auditTrail, 'PutItem'),
    bucket(transfer, 'ListBucket', 'DeleteObject'),
    bucket(tombstones, 'PutObject'),
    key('recovery', 'Encrypt'),
    key('receipts', 'Sign'),
    userPool('AdminDeleteUser', 'AdminGetUser'),
  ],
  settings: ['profile'],
  memory: 512,
  timeout: 300,
});
