import { accounts } from '../../contracts/accounts/stores.ts';
import { contentKeys } from '../../contracts/platform/stores.ts';
import { exportsTable, transfer } from '../../contracts/privacy/stores.ts';
import { isExported } from '../../contracts/spec/store.ts';
import { allStores } from '../../contracts/stores.ts';
import { bucket, defineFunction, key, table } from '../platform/function.ts';
import { grantsFor, namesGrant } from './keepers/grants.ts';
import { isInner } from './keepers/keeper.ts';

/** Opens everything of one account and packs it. Secrets stay sealed: it has no way to the credential key. */
export const exportArchiveFunction = defineFunction({
  name: 'export-archive',
  module: 'privacy',
  class: 'content',
  grants: [
    ...grantsFor('collect', allStores.filter(isExported).filter(isInner)),
    namesGrant,
    table(accounts, 'GetItem'),
    table(contentKeys, 'GetItem'),
    key('content', 'Decrypt'),
    table(exportsTable, 'GetItem', 'UpdateItem'),
    bucket(transfer, 'GetObject', 'PutObject', 'DeleteObject'),
  ],
  settings: ['profile', 'privacyContact'],
  memory: 1769,
  timeout: 300,
});
