import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Id, UserId } from '../../contracts/ids.ts';
import { exportsTable } from '../../contracts/privacy/stores.ts';
import type { ItemOf } from '../../contracts/spec/store.ts';
import { documents } from '../platform/aws/clients.ts';
import { conditionally, plainItem, readItem } from '../platform/dynamo/items.ts';
import { env } from '../platform/env.ts';

export type Export = ItemOf<typeof exportsTable>;

/** Exports of an account. */
export class ExportStore {
  private readonly db: DynamoDBDocumentClient;
  private readonly table: string;

  constructor(db: DynamoDBDocumentClient, table: string) {
    this.db = db;
    this.table = table;
  }

  async list(user: UserId): Promise<Export[]> {
    const found = await this.db.send(
      new QueryCommand({
        TableName: this.table,
        KeyConditionExpression: 'userId = :user',
        ExpressionAttributeValues: { ':user': user },
        ScanIndexForward: false,
        ConsistentRead: true,
      }),
    );
    return (found.Items ?? [])
      .map((raw) => readItem(exportsTable, exportsTable.item, raw))
      .filter((item) => item !== undefined);
  }

  async find(user: UserId, exportId: Id<'export'>): Promise<Export | undefined> {
    const found = await this.db.send(
      new GetCommand({ TableName: this.table, Key: { userId: user, exportId }, ConsistentRead: true }),
    );
    return readItem(exportsTable, exportsTable.item, found.Item);
  }

  /** The request as it is stored: this one, or the one of a first attempt. */
  async add(wanted: Export): Promise<Export> {
    const put = await conditionally(
      this.db.send(
        new PutCommand({
          TableName: this.table,
          Item: plainItem(exportsTable, wanted),
          ConditionExpression: 'attribute_not_exists(exportId)',
        }),
      ),
    );
    return put.met ? wanted : ((await this.find(wanted.userId, wanted.exportId)) ?? wanted);
  }

  /** Marks an export as ready; one that was erased in the meantime stays erased. */
  async ready(user: UserId, exportId: Id<'export'>, bytes: number, now: Date): Promise<void> {
    await conditionally(
      this.db.send(
        new UpdateCommand({
          TableName: this.table,
          Key: { userId: user, exportId },
          UpdateExpression: 'SET #state = :ready, #bytes = :bytes, readyAt = :now',
          ConditionExpression: '#state = :collecting',
          ExpressionAttributeNames: { '#state': 'state', '#bytes': 'bytes' },
          ExpressionAttributeValues: {
            ':ready': 'ready',
            ':collecting': 'collecting',
            ':bytes': bytes,
            ':now': now.toISOString(),
          },
        }),
      ),
    );
  }
}

/** The exports of this deployment. */
export const openExports = (): ExportStore => new ExportStore(documents, env(exportsTable.env));
