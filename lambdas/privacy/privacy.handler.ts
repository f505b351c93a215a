import { SFNClient } from '@aws-sdk/client-sfn';
import { accounts } from '../../contracts/accounts/stores.ts';
import { privacyRoutes } from '../../contracts/privacy/routes.ts';
import { exportsTable } from '../../contracts/privacy/stores.ts';
import { storesOf } from '../../contracts/stores.ts';
import { findProfile } from '../../policy/profiles/all.ts';
import { AccountStore } from '../accounts/account-store.ts';
import { openAudit } from '../platform/audit/audit-trail.ts';
import { documents } from '../platform/aws/clients.ts';
import { env } from '../platform/env.ts';
import { api, endpoint } from '../platform/http/endpoint.ts';
import { readAuditPage } from './audit-page-store.ts';
import { type ExportDesk, listExports, readExport, requestExport } from './export-desk.ts';
import { ExportStore } from './export-store.ts';
import { readInventory } from './inventory-store.ts';
import { openKeepers } from './keepers/keepers.ts';

const inventory = {
  stores: storesOf(findProfile(env('PROFILE')).capabilities),
  people: new AccountStore(documents, env(accounts.env)),
  keepers: openKeepers(),
};
const desk: ExportDesk = {
  exported: new ExportStore(documents, env(exportsTable.env)),
  workflows: new SFNClient({}),
  audit: openAudit(),
};

export const handler = api([
  endpoint({
    route: privacyRoutes.readInventory,
    run: async ({ actor }) => ({ items: await readInventory(inventory, actor.userId) }),
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
    run: async (call) => readAuditPage(call),
  }),
]);
