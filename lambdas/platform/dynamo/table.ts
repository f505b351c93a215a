import {
  type DynamoDBDocumentClient,
  GetCommand,
  type GetCommandInput,
  PutCommand,
  type PutCommandInput,
  paginateQuery,
  type QueryCommandInput,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type { TableSpec } from '../../../contracts/spec/store.ts';
import { documents } from '../aws/clients.ts';
import { env } from '../env.ts';
import { conditionally } from './items.ts';
import { type PageRequest, queryPage } from './page.ts';

type Raw = Record<string, unknown>;
type Asked<Input> = Omit<Input, 'TableName'>;
type Projection = Pick<GetCommandInput, 'ProjectionExpression' | 'ExpressionAttributeNames'>;

/**
 * What the store of one table is made of: it says the table's name in each request, and knows no item. The one class that
 * others extend, since types that are only erased leave no shorter way to two fields.
 */
export abstract class TableStore {
  protected readonly db: DynamoDBDocumentClient;
  protected readonly table: string;

  constructor(db: DynamoDBDocumentClient, table: string) {
    this.db = db;
    this.table = table;
  }

  /** An item as it is stored, read consistently. */
  protected async getItem(Key: Raw, projection: Projection = {}): Promise<Raw | undefined> {
    const asked = { TableName: this.table, Key, ConsistentRead: true, ...projection };
    return (await this.db.send(new GetCommand(asked))).Item;
  }

  /** A put whose condition may fail. */
  protected putItem(put: Asked<PutCommandInput>) {
    return conditionally(this.db.send(new PutCommand({ TableName: this.table, ...put })));
  }

  /** An update whose condition may fail. */
  protected updateItem(update: Asked<UpdateCommandInput>) {
    return conditionally(this.db.send(new UpdateCommand({ TableName: this.table, ...update })));
  }

  /** All that a query finds, page by page. */
  protected async *queryItems(query: Asked<QueryCommandInput>): AsyncGenerator<Raw> {
    const pages = paginateQuery({ client: this.db }, { TableName: this.table, ...query });
    for await (const { Items = [] } of pages) yield* Items;
  }

  /** One page of a partition of which the person is the key. `sort`: the sort key's name. */
  protected pageOf(
    userId: string,
    sort: string,
    page: PageRequest,
    query: Partial<Asked<QueryCommandInput>>,
  ) {
    const asked = {
      TableName: this.table,
      KeyConditionExpression: 'userId = :user',
      ExpressionAttributeValues: { ':user': userId },
      ...query,
    };
    return queryPage(this.db, asked, { partition: { userId }, sort }, page);
  }
}

/** A store of this deployment. */
export const openStore = <Store>(
  Store: new (db: DynamoDBDocumentClient, table: string) => Store,
  spec: TableSpec,
): Store => new Store(documents, env(spec.env));
