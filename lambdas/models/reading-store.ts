import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { readings } from '../../contracts/platform/stores.ts';
import { plainItem } from '../platform/dynamo/items.ts';
import type { Reading } from './retention-guard-store.ts';

/** The platform's last readings about itself, one for each subject and Region. */
export class ReadingStore {
  private readonly db: DynamoDBDocumentClient;
  private readonly table: string;

  constructor(db: DynamoDBDocumentClient, table: string) {
    this.db = db;
    this.table = table;
  }

  async put(reading: Reading): Promise<void> {
    await this.db.send(new PutCommand({ TableName: this.table, Item: plainItem(readings, reading) }));
  }
}
