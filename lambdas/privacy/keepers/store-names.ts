import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { storeNames } from '../../../contracts/platform/stores.ts';
import { documents } from '../../platform/aws/clients.ts';
import { plainItem, readItem } from '../../platform/dynamo/items.ts';
import { env } from '../../platform/env.ts';

const of = 'deployment';
const NAMES_LIVE_MS = 60_000;

/** Thrown where a store has no name: it cannot be asked, which is not the same as empty. */
class StoreUnnamed extends Error {
  override readonly name = 'StoreUnnamed';
}

/** The physical names of tables and buckets, from one item that each deployment writes. */
export class StoreNames {
  private readonly db: DynamoDBDocumentClient;
  private readonly table: string;
  private known: Promise<Readonly<Record<string, string>>> | undefined;
  private readAt = 0;

  constructor(db: DynamoDBDocumentClient, table: string) {
    this.db = db;
    this.table = table;
  }

  /** A store's name. A process asks again after a minute: a deployment may have moved a table. Throws `StoreUnnamed`. */
  async of({ name }: { readonly name: string }): Promise<string> {
    if (Date.now() - this.readAt > NAMES_LIVE_MS) this.known = undefined;
    this.known ??= this.read();
    try {
      const found = (await this.known)[name];
      if (found === undefined) throw new StoreUnnamed(`store ${name} has no name in this deployment`);
      return found;
    } catch (error) {
      // The next reads again: a deployment may have begun this process before it wrote the name.
      this.known = undefined;
      throw error;
    }
  }

  /** Writes the names of all: a store that is none of them any more has none. */
  async write(names: Readonly<Record<string, string>>): Promise<void> {
    await this.db.send(new PutCommand({ TableName: this.table, Item: plainItem(storeNames, { of, names }) }));
  }

  private async read(): Promise<Readonly<Record<string, string>>> {
    this.readAt = Date.now();
    const { Item } = await this.db.send(
      new GetCommand({ TableName: this.table, Key: { of }, ConsistentRead: true }),
    );
    return readItem(storeNames, storeNames.item, Item)?.names ?? {};
  }
}

/** The names of this deployment's stores. */
export const openStoreNames = (): StoreNames => new StoreNames(documents, env(storeNames.env));
