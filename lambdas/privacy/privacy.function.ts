import { accounts } from '../../contracts/accounts/stores.ts';
import { privacyRoutes } from '../../contracts/privacy/routes.ts';
import { auditTrail, exportsTable } from '../../contracts/privacy/stores.ts';
import { isAboutPeople } from '../../contracts/spec/store.ts';
import { allStores } from '../../contracts/stores.ts';
import { defineFunction, table, workflow } from '../platform/function.ts';
import { grantsFor, namesGrant } from './keepers/grants.ts';

export const privacyFunction = defineFunction({
  name: 'privacy',
  module: 'privacy',
  class: 'control',
  routes: [
    privacyRoutes.readInventory,
    privacyRoutes.listExports,
    privacyRoutes.requestExport,
    privacyRoutes.readExport,
    privacyRoutes.readAudit,
  ],
  // It counts and reads dates; content stays sealed to it.
  grants: [
    ...grantsFor('count', allStores.filter(isAboutPeople)),
    namesGrant,
    table(accounts, 'GetItem'),
    table(exportsTable, 'GetItem', 'PutItem'),
    workflow('export', 'StartExecution'),
    table(auditTrail, 'PutItem'),
  ],
  settings: ['profile'],
  timeout: 28,
});
