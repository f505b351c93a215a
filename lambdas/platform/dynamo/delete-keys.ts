import { setTimeout as pause } from 'node:timers/promises';
import { BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** DynamoDB deletes so many items in one call. */
const BATCH = 25;
/** Before what DynamoDB had no room for is tried again. */
const PAUSE_MILLISECONDS = 100;

/** Deletes items by their keys. Killed halfway, the next call deletes the rest. */
export async function deleteKeys(
  db: DynamoDBDocumentClient,
  table: string,
  keys: readonly Record<string, unknown>[],
): Promise<void> {
  for (let from = 0; from < keys.length; from += BATCH) {
    let left = keys.slice(from, from + BATCH).map((Key) => ({ DeleteRequest: { Key } }));
    while (left.length > 0) {
      const { UnprocessedItems } = await db.send(new BatchWriteCommand({ RequestItems: { [table]: left } }));
      left = (UnprocessedItems?.[table] ?? []).flatMap(({ DeleteRequest }) =>
        DeleteRequest?.Key ? [{ DeleteRequest: { Key: DeleteRequest.Key } }] : [],
      );
      if (left.length > 0) await pause(PAUSE_MILLISECONDS);
    }
  }
}
