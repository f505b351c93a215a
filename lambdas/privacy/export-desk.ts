import type { SFNClient } from '@aws-sdk/client-sfn';
import type { privacyRoutes } from '../../contracts/privacy/routes.ts';
import type { AuditTrail } from '../platform/audit/audit-trail.ts';
import type { Actor } from '../platform/auth/actor.ts';
import { env } from '../platform/env.ts';
import { type Call, idFor } from '../platform/http/call.ts';
import { Problem } from '../platform/http/problem.ts';
import { startOnce } from '../platform/start-once.ts';
import type { ExportStore } from './export-store.ts';
import { checkNoneRunning, exportView, newExport } from './exports.ts';

/** What a person's wishes about exports need. */
export interface ExportDesk {
  readonly exported: Pick<ExportStore, 'list' | 'add' | 'find'>;
  readonly workflows: SFNClient;
  readonly audit: Pick<AuditTrail, 'append'>;
}

/** A person's exports of the last day, the newest first. */
export async function listExports({ exported }: ExportDesk, { userId }: Actor, now: number) {
  return { items: (await exported.list(userId)).map((one) => exportView(one, now)) };
}

/** Has everything collected. Throws `conflict` while another export is under way. */
export async function requestExport(
  { exported, workflows, audit }: ExportDesk,
  call: Call<typeof privacyRoutes.requestExport>,
) {
  const { now } = call;
  const { userId } = call.actor;
  const exportId = idFor('export', call);
  checkNoneRunning(await exported.list(userId), exportId, now);
  const wanted = await exported.add(newExport(userId, exportId, now));
  await startOnce(workflows, env('EXPORT_WORKFLOW'), { userId, id: exportId });
  await audit.append(userId, { action: 'export.requested', by: 'you', of: exportId }, { once: true });
  return exportView(wanted, now);
}

/** One export of a person. Throws `not_found`. */
export async function readExport(
  { exported }: ExportDesk,
  { actor, params, now }: Call<typeof privacyRoutes.readExport>,
) {
  const found = await exported.find(actor.userId, params.exportId);
  if (found === undefined) throw new Problem('not_found');
  return exportView(found, now);
}
