import * as z from 'zod/mini';
import type { UserId } from '../../contracts/ids.ts';
import { auditTrail } from '../../contracts/privacy/stores.ts';
import { documents } from '../platform/aws/clients.ts';
import { readItem } from '../platform/dynamo/items.ts';
import { type PageRequest, queryPage } from '../platform/dynamo/page.ts';
import { env } from '../platform/env.ts';

const shown = z.omit(auditTrail.item, { expiresAt: true });

/** A page of a person's own audit trail, oldest first, so that its chain can be checked. */
export async function readAuditPage(userId: UserId, page: PageRequest) {
  const found = await queryPage(
    documents,
    {
      TableName: env(auditTrail.env),
      KeyConditionExpression: 'userId = :user',
      ExpressionAttributeValues: { ':user': userId },
    },
    { partition: { userId }, sort: 'sequence' },
    page,
  );
  return { ...found, items: found.items.flatMap((raw) => readItem(auditTrail, shown, raw) ?? []) };
}
