import { accounts, tokens } from '../../contracts/accounts/stores.ts';
import { contentKeys, credentialKeys } from '../../contracts/platform/stores.ts';
import { erasures } from '../../contracts/privacy/stores.ts';
import { auditing } from '../platform/audit/grants.ts';
import { defineFunction, index, key, table } from '../platform/function.ts';

/** The only function that may use the recovery key to give a content key back (C83). What it gets is still wrapped by the content KMS key. */
export const restoreAccountFunction = defineFunction({
  name: 'restore-account',
  module: 'privacy',
  class: 'control',
  grants: [
    table(accounts, 'GetItem', 'UpdateItem'),
    table(tokens, 'UpdateItem'),
    index(tokens, 'byUser'),
    table(erasures, 'GetItem', 'DeleteItem'),
    table(contentKeys, 'GetItem', 'PutItem'),
    table(credentialKeys, 'GetItem', 'PutItem'),
    key('recovery', 'Decrypt'),
    key('credentials', 'GenerateDataKeyWithoutPlaintext'),
    ...auditing,
  ],
  timeout: 60,
});
