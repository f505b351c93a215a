import { privacyRoutes } from '../../contracts/privacy/routes.ts';
import { exportsTable, transfer } from '../../contracts/privacy/stores.ts';
import { auditing } from '../platform/audit/grants.ts';
import { bucket, defineFunction, table } from '../platform/function.ts';

/** Signs links to archives: it could read them, so it has no way out. */
export const exportLinkFunction = defineFunction({
  name: 'export-link',
  module: 'privacy',
  class: 'content',
  routes: [privacyRoutes.linkExport],
  grants: [table(exportsTable, 'GetItem'), bucket(transfer, 'GetObject'), ...auditing],
});
