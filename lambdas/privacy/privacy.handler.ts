import { SFNClient } from '@aws-sdk/client-sfn';
import { auditTrail, exportsTable } from '../../contracts/privacy.ts';
import { privacyRoutes } from '../../contracts/privacy-routes.ts';
import type { StoreSpec } from '../../contracts/spec/store.ts';
import { storesOf } from '../../contracts/stores.ts';
import { findProfile } from '../../policy/profiles/all.ts';
import { openAudit } from '../platform/audit/audit-trail.ts';
import type { Actor } from '../platform/auth/actor.ts';
import { documents } from '../platform/aws/clients.ts';
import { readItem } from '../platform/dynamo/items.ts';
import { queryPage } from '../platform/dynamo/page.ts';
import { env } from '../platform/env.ts';
import { idFor } from '../platform/http/call.ts';
import { api, endpoint, reply } from '../platform/http/endpoint.ts';
import { Problem } from '../platform/http/problem.ts';
import { startOnce } from '../platform/start-once.ts';
import { ExportStore } from './export-store.ts';
import { checkNoneRunning, exportView, newExport } from './exports.ts';
import { addItem, datesOf, type Found, inventoryLine } from './inventory.ts';
import { subjectItems } from './subject-store.ts';

const profile = findProfile(env('PROFILE'));
const exported = new ExportStore(documents, env(exportsTable.env));
const audit = openAudit();
const workflows = new SFNClient({});

async function line(store: StoreSpec, actor: Actor) {
  if (store.kind !== 'table' || store.privacy.subject.by === 'nobody') return inventoryLine(store, undefined);
  let found: Found = { count: 0 };
  for await (const item of subjectItems(documents, store, actor, datesOf(store)))
    found = addItem(found, item, store.ttl);
  return inventoryLine(store, found);
}

export const handler = api([
  endpoint({
    route: privacyRoutes.readInventory,
    run: async ({ actor }) =>
      reply({ items: await Promise.all(storesOf(profile.capabilities).map((store) => line(store, actor))) }),
  }),
  endpoint({
    route: privacyRoutes.listExports,
    run: async ({ actor, now }) =>
      reply({ items: (await exported.list(actor.userId)).map((one) => exportView(one, now)) }),
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
      return reply(exportView(wanted, now));
    },
  }),
  endpoint({
    route: privacyRoutes.readExport,
    run: async ({ actor, params, now }) => {
      const found = await exported.find(actor.userId, params.exportId);
      if (found === undefined) throw new Problem('not_found');
      return reply(exportView(found, now));
    },
  }),
  endpoint({
    route: privacyRoutes.readAudit,
    run: async ({ actor, query }) => {
      const found = await queryPage(
        documents,
        {
          TableName: env(auditTrail.env),
          KeyConditionExpression: 'userId = :user',
          ExpressionAttributeValues: { ':user': actor.userId },
        },
        { partition: { userId: actor.userId }, sort: 'sequence' },
        query,
      );
      const items = found.items
        .map((raw) => readItem(auditTrail, auditTrail.item.omit({ expiresAt: true }), raw))
        .filter((item) => item !== undefined);
      return reply({ ...found, items });
    },
  }),
]);
