import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { readings } from '../../contracts/platform/stores.ts';
import type { ItemOf } from '../../contracts/spec/store.ts';
import { plainItem, readItem } from './dynamo/items.ts';

export type Reading = ItemOf<typeof readings>;

import { openStore, TableStore } from './dynamo/table.ts';

/** The platform's last readings about itself, one for each subject and what it was read of. */
export class ReadingStore extends TableStore {
  /** Replaces the last reading, and gives it back. */
  async put(reading: Reading): Promise<Reading | undefined> {
    const Item = plainItem(readings, reading);
    const put = new PutCommand({ TableName: this.table, Item, ReturnValues: 'ALL_OLD' });
    const { Attributes } = await this.db.send(put);
    return Attributes && readItem(readings, readings.item, Attributes, Date.parse(reading.at));
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
