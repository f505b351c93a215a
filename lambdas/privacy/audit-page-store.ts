import * as z from 'zod/mini';
import type { privacyRoutes } from '../../contracts/privacy/routes.ts';
import { auditTrail } from '../../contracts/privacy/stores.ts';
import { documents } from '../platform/aws/clients.ts';
import { readItem } from '../platform/dynamo/items.ts';
import { queryPage } from '../platform/dynamo/page.ts';
import { env } from '../platform/env.ts';
import type { Call } from '../platform/http/call.ts';

const shown = z.omit(auditTrail.item, { expiresAt: true });

/** A page of a person's own audit trail, oldest first, so that its chain can be checked. */
export async function readAuditPage({ actor, query }: Call<typeof privacyRoutes.readAudit>) {
  const { userId } = actor;
  const found = await queryPage(
    documents,
    {
      TableName: env(auditTrail.env),
      KeyConditionExpression: 'userId = :user',
      ExpressionAttributeValues: { ':user': userId },
    },
    { partition: { userId }, sort: 'sequence' },
    query,
  );
  return { ...found, items: found.items.flatMap((raw) => readItem(auditTrail, shown, raw) ?? []) };
}
