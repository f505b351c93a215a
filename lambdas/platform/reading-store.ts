import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { readings } from '../../contracts/platform/stores.ts';
import type { ItemOf } from '../../contracts/spec/store.ts';
import { plainItem, readItem } from './dynamo/items.ts';

export type Reading = ItemOf<typeof readings>;

import { openStore, TableStore } from './dynamo/table.ts';

/** The platform's last readings about itself, one for each subject and what it was read of. */
export class ReadingStore extends TableStore {
  async put(reading: Reading): Promise<void> {
    await this.db.send(new PutCommand({ TableName: this.table, Item: plainItem(readings, reading) }));
  }

  async list(subject: Reading['subject'], now: number): Promise<Reading[]> {
    const { Items = [] } = await this.db.send(
      new QueryCommand({
        TableName: this.table,
        KeyConditionExpression: 'subject = :subject',
        ExpressionAttributeValues: { ':subject': subject },
        ConsistentRead: true,
      }),
    );
    return Items.flatMap((raw) => readItem(readings, readings.item, raw, now) ?? []);
  }
}

export const openReadings = (): ReadingStore => openStore(ReadingStore, readings);
