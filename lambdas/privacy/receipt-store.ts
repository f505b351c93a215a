import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Id } from '../../contracts/ids.ts';
import { receipts } from '../../contracts/privacy/stores.ts';
import type { ItemOf } from '../../contracts/spec/store.ts';
import { documents } from '../platform/aws/clients.ts';
import { conditionally, plainItem, readItem } from '../platform/dynamo/items.ts';
import { env } from '../platform/env.ts';

type Receipt = ItemOf<typeof receipts>;

/** Stores a receipt once: one that exists is never replaced. */
export async function addReceipt(receipt: Receipt): Promise<void> {
  await conditionally(
    documents.send(
      new PutCommand({
        TableName: env(receipts.env),
        Item: plainItem(receipts, receipt),
        ConditionExpression: 'attribute_not_exists(receiptId)',
      }),
    ),
  );
}

export async function findReceipt(receiptId: Id<'receipt'>): Promise<Receipt | undefined> {
  const found = await documents.send(
    new GetCommand({ TableName: env(receipts.env), Key: { receiptId }, ConsistentRead: true }),
  );
  return readItem(receipts, receipts.item, found.Item);
}
