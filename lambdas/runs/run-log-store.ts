import type { UserId } from '../../contracts/ids.ts';
import { LAST_LOG_BATCH, runLogs } from '../../contracts/runs/stores.ts';
import { deleteKeys } from '../platform/dynamo/delete-keys.ts';
import { isExpired } from '../platform/dynamo/items.ts';
import { TableStore } from '../platform/dynamo/table.ts';
import { type DataKey, openItem, sealItem } from '../platform/keys/sealed-items.ts';
import { type LogBatch, logKeyOf, type RunId } from './runs.ts';

/** Logs of runs: sealed batches, each with its own expiry. */
export class RunLogStore extends TableStore {
  /** Appends a batch; the same sequence number twice is one batch. */
  async append(key: DataKey, batch: LogBatch): Promise<void> {
    await this.putItem({
      Item: sealItem(runLogs, key, batch),
      ConditionExpression: 'attribute_not_exists(logKey)',
    });
  }

  /** The batches from a sequence number on, in order; what has expired is not there. */
  async from(user: UserId, key: DataKey, run: RunId, first: number): Promise<LogBatch[]> {
    const found: LogBatch[] = [];
    for await (const raw of this.raw(user, run, first)) {
      if (!isExpired(runLogs, raw)) found.push(openItem(runLogs, key, raw));
    }
    return found;
  }

  /** Deletes the whole log of a run. Killed halfway, the next call deletes the rest. */
  async delete(user: UserId, run: RunId): Promise<void> {
    const keys = [];
    for await (const { userId, logKey } of this.raw(user, run, 0)) keys.push({ userId, logKey });
    await deleteKeys(this.db, this.table, keys);
  }

  private raw(user: UserId, run: RunId, first: number) {
    return this.queryItems({
      KeyConditionExpression: 'userId = :user AND logKey BETWEEN :first AND :last',
      ExpressionAttributeValues: {
        ':user': user,
        ':first': logKeyOf(run, first),
        // One more than there is: who has seen the last batch asks for what comes after it.
        ':last': logKeyOf(run, LAST_LOG_BATCH + 1),
      },
      ConsistentRead: true,
    });
  }
}
