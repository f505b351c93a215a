import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { UserId } from '../../contracts/ids.ts';
import { auditDetails, auditTrail } from '../../contracts/privacy/stores.ts';
import { documents } from '../platform/aws/clients.ts';
import { readItem } from '../platform/dynamo/items.ts';
import { type PageRequest, queryPage } from '../platform/dynamo/page.ts';
import { env } from '../platform/env.ts';

const shown = z.omit(auditTrail.item, { expiresAt: true });
const beside = z.pick(auditDetails.item, { sequence: true, salt: true, at: true, of: true });

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
  const events = found.items.flatMap((raw) => readItem(auditTrail, shown, raw) ?? []);
  const details = await detailsOf(userId, events.at(0)?.sequence, events.at(-1)?.sequence);
  return { ...found, items: events.map((event) => ({ ...event, ...details.get(event.sequence) })) };
}

/** A page has 100 events at most, and their details some 200 bytes each: one query takes 1 MB. */
async function detailsOf(userId: UserId, from = 0, to = from) {
  const { Items = [] } = await documents.send(
    new QueryCommand({
      TableName: env(auditDetails.env),
      KeyConditionExpression: 'userId = :user AND #sequence BETWEEN :from AND :to',
      ExpressionAttributeNames: { '#sequence': 'sequence' },
      ExpressionAttributeValues: { ':user': userId, ':from': from, ':to': to },
      // The event was written with them: an older answer would show a broken chain.
      ConsistentRead: true,
    }),
  );
  const read = Items.flatMap((raw) => readItem(auditDetails, beside, raw) ?? []);
  return new Map(read.map((details) => [details.sequence, details]));
}
