import type { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { UserId } from '../../../contracts/ids.ts';
import { contentKeys } from '../../../contracts/platform/stores.ts';
import type { TransactItem } from '../dynamo/transactions.ts';
import type { WrappedKey, WrappedKeyStore } from './data-keys.ts';
import { SCHEMA_VERSION } from './sealed-items.ts';

type Condition = Pick<
  PutCommand['input'],
  'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;
const absent: Condition = { ConditionExpression: 'attribute_not_exists(userId)' };

import { TableStore } from '../dynamo/table.ts';

/** The wrapped keys in DynamoDB: one table a purpose (`contentKeys`, `credentialKeys`), one item an account. */
export class WrappedKeyTable extends TableStore implements WrappedKeyStore {
  async get(userId: UserId): Promise<WrappedKey | undefined> {
    const Item = await this.getItem({ userId });
    if (!Item) return undefined;
    const { v: _, ...item } = Item;
    return contentKeys.item.parse(item);
  }

  /** The write of a first key, for the transaction that makes its account. */
  adding(key: WrappedKey): TransactItem {
    return { Put: this.putting(key, absent) };
  }

  async putNew(key: WrappedKey): Promise<'put' | 'exists'> {
    const put = await this.putIf(key, absent);
    return put ? 'put' : 'exists';
  }

  async replace(read: WrappedKey, next: WrappedKey): Promise<'replaced' | 'changed'> {
    const put = await this.putIf(next, {
      ConditionExpression: '#state = :state AND #epoch = :epoch',
      ExpressionAttributeNames: { '#state': 'state', '#epoch': 'epoch' },
      ExpressionAttributeValues: { ':state': read.state, ':epoch': read.epoch },
    });
    return put ? 'replaced' : 'changed';
  }

  private putting(key: WrappedKey, condition: Condition) {
    return { TableName: this.table, Item: { ...key, v: SCHEMA_VERSION }, ...condition };
  }

  private async putIf(key: WrappedKey, condition: Condition): Promise<boolean> {
    return (await this.putItem(this.putting(key, condition))).met;
  }
}
