import { EXPORT_LINK_SECONDS, type privacyRoutes } from '../../contracts/privacy/routes.ts';
import type { AuditTrail } from '../platform/audit/audit-trail.ts';
import type { Call } from '../platform/http/call.ts';
import { Problem } from '../platform/http/problem.ts';
import type { ExportStore } from './export-store.ts';
import type { TransferStore } from './transfer-store.ts';

interface LinkParts {
  readonly exported: Pick<ExportStore, 'find'>;
  readonly transfer: Pick<TransferStore, 'linkArchive'>;
  readonly audit: Pick<AuditTrail, 'append'>;
}

/** A link to an archive that is ready. Throws `not_found`. */
export async function linkExport(
  { exported, transfer, audit }: LinkParts,
  { actor, params, now }: Call<typeof privacyRoutes.linkExport>,
) {
  const { exportId } = params;
  const found = await exported.find(actor.userId, exportId);
  if (found?.state !== 'ready') throw new Problem('not_found', 'There is no archive to fetch.');
  const url = await transfer.linkArchive(actor.userId, exportId, EXPORT_LINK_SECONDS);
  await audit.append(actor.userId, { action: 'export.fetched', by: 'you', of: exportId });
  return { url, expiresAt: new Date(now + EXPORT_LINK_SECONDS * 1000).toISOString() };
}
