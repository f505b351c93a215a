import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { UserId } from '../../contracts/ids.ts';

/** Whether a person has a machine; runs need to know no more of it. */
export class OwnMachine {
  private readonly db: DynamoDBDocumentClient;
  private readonly table: string;

  constructor(db: DynamoDBDocumentClient, table: string) {
    this.db = db;
    this.table = table;
  }

  async isThere(user: UserId): Promise<boolean> {
    const found = await this.db.send(
      new GetCommand({ TableName: this.table, Key: { userId: user }, ProjectionExpression: 'userId' }),
    );
    return found.Item !== undefined;
  }
}
