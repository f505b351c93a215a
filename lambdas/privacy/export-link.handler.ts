import { GetObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { EXPORT_LINK_SECONDS, privacyRoutes } from '../../contracts/privacy/routes.ts';
import { exportsTable, transfer } from '../../contracts/privacy/stores.ts';
import { openAudit } from '../platform/audit/audit-trail.ts';
import { documents } from '../platform/aws/clients.ts';
import { objects } from '../platform/aws/objects.ts';
import { env } from '../platform/env.ts';
import { api, endpoint } from '../platform/http/endpoint.ts';
import { Problem } from '../platform/http/problem.ts';
import { ExportStore } from './export-store.ts';
import { archiveKey } from './transfer-store.ts';

const exported = new ExportStore(documents, env(exportsTable.env));
const audit = openAudit();

export const handler = api([
  endpoint({
    route: privacyRoutes.linkExport,
    run: async ({ actor, params, now }) => {
      const found = await exported.find(actor.userId, params.exportId);
      if (found?.state !== 'ready') throw new Problem('not_found', 'There is no archive to fetch.');
      const object = new GetObjectCommand({
        Bucket: env(transfer.env),
        Key: archiveKey(actor.userId, params.exportId),
        ResponseContentDisposition: `attachment; filename="${params.exportId}.zip"`,
      });
      const url = await getSignedUrl(objects, object, { expiresIn: EXPORT_LINK_SECONDS });
      await audit.append(actor.userId, { action: 'export.fetched', by: 'you', of: params.exportId });
      return { url, expiresAt: new Date(now + EXPORT_LINK_SECONDS * 1000).toISOString() };
    },
  }),
]);
