import { SFNClient } from '@aws-sdk/client-sfn';
import { privacyRoutes } from '../../contracts/privacy/routes.ts';
import { storesOf } from '../../contracts/stores.ts';
import { findProfile } from '../../policy/profiles/all.ts';
import { openAudit } from '../platform/audit/audit-trail.ts';
import { env } from '../platform/env.ts';
import { api, endpoint } from '../platform/http/endpoint.ts';
import { readAuditPage } from './audit-page-store.ts';
import { type ExportDesk, listExports, readExport, requestExport } from './export-desk.ts';
import { openExports } from './export-store.ts';
import { openInnerKeepers } from './keepers/inner.ts';
import { readInventory } from './read-inventory.ts';

const stores = storesOf(findProfile(env('PROFILE')).capabilities);
const keepers = openInnerKeepers();
const desk: ExportDesk = {
  exported: openExports(),
  workflows: new SFNClient({}),
  audit: openAudit(),
};

export const handler = api([
  endpoint({
    route: privacyRoutes.readInventory,
    run: async ({ actor }) => ({ items: await readInventory(keepers, stores, actor) }),
  }),
  endpoint({
    route: privacyRoutes.listExports,
    run: async ({ actor, now }) => listExports(desk, actor, now),
  }),
  endpoint({
    route: privacyRoutes.requestExport,
    run: async (call) => requestExport(desk, call),
  }),
  endpoint({
    route: privacyRoutes.readExport,
    run: async (call) => readExport(desk, call),
  }),
  endpoint({
    route: privacyRoutes.readAudit,
    run: async ({ actor, query }) => readAuditPage(actor.userId, query),
  }),
]);
