import { SFNClient } from '@aws-sdk/client-sfn';
import { exportsTable } from '../../contracts/privacy.ts';
import { privacyRoutes } from '../../contracts/privacy-routes.ts';
import { storesOf } from '../../contracts/stores.ts';
import { findProfile } from '../../policy/profiles/all.ts';
import { openAudit } from '../platform/audit/audit-trail.ts';
import { documents } from '../platform/aws/clients.ts';
import { env } from '../platform/env.ts';
import { idFor } from '../platform/http/call.ts';
import { api, endpoint } from '../platform/http/endpoint.ts';
import { Problem } from '../platform/http/problem.ts';
import { startOnce } from '../platform/start-once.ts';
import { readAuditPage } from './audit-page-store.ts';
import { ExportStore } from './export-store.ts';
import { checkNoneRunning, exportView, newExport } from './exports.ts';
import { readInventory } from './inventory-store.ts';

const stores = storesOf(findProfile(env('PROFILE')).capabilities);
const exported = new ExportStore(documents, env(exportsTable.env));
const audit = openAudit();
const workflows = new SFNClient({});

export const handler = api([
  endpoint({
    route: privacyRoutes.readInventory,
    run: async ({ actor }) => ({ items: await readInventory(stores, actor) }),
  }),
  endpoint({
    route: privacyRoutes.listExports,
    run: async ({ actor, now }) => ({
      items: (await exported.list(actor.userId)).map((one) => exportView(one, now)),
    }),
  }),
  endpoint({
    route: privacyRoutes.requestExport,
    run: async (call) => {
      const { actor, now } = call;
      const exportId = idFor('export', call);
      checkNoneRunning(await exported.list(actor.userId), exportId, now);
      const wanted = await exported.add(newExport(actor.userId, exportId, now));
      await startOnce(workflows, env('EXPORT_WORKFLOW'), exportId, { userId: actor.userId, id: exportId });
      await audit.append(
        actor.userId,
        { action: 'export.requested', by: 'you', of: exportId },
        { once: true },
      );
      return exportView(wanted, now);
    },
  }),
  endpoint({
    route: privacyRoutes.readExport,
    run: async ({ actor, params, now }) => {
      const found = await exported.find(actor.userId, params.exportId);
      if (found === undefined) throw new Problem('not_found');
      return exportView(found, now);
    },
  }),
  endpoint({
    route: privacyRoutes.readAudit,
    run: async (call) => readAuditPage(call),
  }),
]);
