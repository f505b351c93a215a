import { privacyRoutes } from '../../contracts/privacy/routes.ts';
import { auditTrail, exportsTable } from '../../contracts/privacy/stores.ts';
import { isAboutPeople } from '../../contracts/spec/store.ts';
import { allStores } from '../../contracts/stores.ts';
import { defineFunction, table, workflow } from '../platform/function.ts';
import { grantsFor, namesGrant } from './keepers/grants.ts';
import { isInner } from './keepers/keeper.ts';

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
    ...grantsFor('count', allStores.filter(isInner).filter(isAboutPeople)),
    namesGrant,
    table(exportsTable, 'GetItem', 'PutItem'),
    workflow('export', 'StartExecution'),
    table(auditTrail, 'PutItem'),
  ],
  settings: ['profile'],
  timeout: 28,
});
