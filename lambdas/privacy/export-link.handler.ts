import { privacyRoutes } from '../../contracts/privacy/routes.ts';
import { openAudit } from '../platform/audit/audit-trail.ts';
import { api, endpoint } from '../platform/http/endpoint.ts';
import { linkExport } from './export-link.ts';
import { openExports } from './export-store.ts';
import { openTransfer } from './transfer-store.ts';

const parts = { exported: openExports(), transfer: openTransfer(), audit: openAudit() };

export const handler = api([
  endpoint({ route: privacyRoutes.linkExport, run: async (call) => linkExport(parts, call) }),
]);
