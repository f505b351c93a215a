import { accountRoutes } from '../../contracts/accounts/routes.ts';
import { acceptances, accounts, addressHashes, identities, tokens } from '../../contracts/accounts/stores.ts';
import { balances, ledger } from '../../contracts/billing/stores.ts';
import { contentKeys, credentialKeys } from '../../contracts/platform/stores.ts';
import { policyVersions } from '../../contracts/privacy/stores.ts';
import { auditing } from '../platform/audit/grants.ts';
import { defineFunction, index, key, signIn, table, userPool } from '../platform/function.ts';

const { signIn: _signIn, finishSignIn: _finishSignIn, ...own } = accountRoutes;

export const accountsFunction = defineFunction({
  name: 'accounts',
  module: 'accounts',
  class: 'control',
  routes: Object.values(own),
  grants: [
    signIn(),
    userPool('ListUsers'),
    table(tokens, 'GetItem', 'UpdateItem', 'PutItem', 'DeleteItem'),
    index(tokens, 'byUser'),
    table(accounts, 'GetItem', 'ConditionCheckItem', 'PutItem'),
    table(identities, 'GetItem', 'PutItem'),
    table(acceptances, 'PutItem', 'Query'),
    table(policyVersions, 'GetItem'),
    table(balances, 'PutItem'),
    table(ledger, 'PutItem'),
    table(addressHashes, 'GetItem', 'PutItem', 'UpdateItem'),
    key('addresses', 'GenerateMac'),
    table(contentKeys, 'PutItem'),
    table(credentialKeys, 'PutItem'),
    key('content', 'GenerateDataKeyWithoutPlaintext'),
    key('credentials', 'GenerateDataKeyWithoutPlaintext'),
    ...auditing,
  ],
  settings: ['origin', 'profile', 'policyVersion'],
});
