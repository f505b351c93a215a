import {
  type DynamoDBDocumentClient,
  paginateQuery,
  paginateScan,
  type QueryCommandInput,
  type QueryCommandOutput,
} from '@aws-sdk/lib-dynamodb';
import { balances } from '../../../contracts/billing/stores.ts';
import type { TableSpec } from '../../../contracts/spec/store.ts';
import { sealingKey } from '../../billing/ledger-items.ts';
import { documents } from '../../platform/aws/clients.ts';
import { deleteKeys } from '../../platform/dynamo/delete-keys.ts';
import { isExpired, readItem } from '../../platform/dynamo/items.ts';
import { type DataKey, openSealed } from '../../platform/keys/sealed-items.ts';
import { exportSchema } from '../archive.ts';
import { addItem, datesOf, type Found } from '../inventory.ts';
import { type Keeper, knownIdIn, type SubjectIds } from './keeper.ts';
import { openStoreNames, type StoreNames } from './store-names.ts';

type Raw = Record<string, unknown>;

/** Keeps tables: a person is found by a key or an index, never by a scan. */
export class TableKeeper implements Keeper<TableSpec> {
  private readonly db: DynamoDBDocumentClient;
  private readonly names: StoreNames;

  constructor(db: DynamoDBDocumentClient, names: StoreNames) {
    this.db = db;
    this.names = names;
  }

  async count(spec: TableSpec, ids: SubjectIds) {
    let count = 0;
    for await (const page of this.all(spec, ids, { Select: 'COUNT' })) count += page.Count ?? 0;
    return { count, how: 'items counted by a query for the account' };
  }

  /** Counts what has not expired, with dates; nothing else is read. */
  async show(spec: TableSpec, ids: SubjectIds): Promise<Found> {
    let found: Found = { count: 0 };
    for await (const item of this.items(spec, ids, only(datesOf(spec))))
      found = addItem(found, item, spec.ttl);
    return found;
  }

  async empty(spec: TableSpec, ids: SubjectIds): Promise<void> {
    await this.remove(spec, ids);
  }

  /** Empties, and says how many items there were. */
  async remove(spec: TableSpec, ids: SubjectIds): Promise<number> {
    return this.deleteAll(spec, this.all(spec, ids, only(keysOf(spec))));
  }

  /** Every item, opened where it is content of the exportable kind. */
  async collect(spec: TableSpec, ids: SubjectIds, key?: DataKey) {
    const schema = exportSchema(spec);
    const sealing = await this.keyTo(spec, ids, key);
    const items = [];
    for await (const raw of this.items(spec, ids)) {
      const opened = sealing === undefined ? raw : openSealed(spec, sealing, raw);
      const item = readItem(spec, schema, opened);
      if (item !== undefined) items.push(item);
    }
    return { spec, items };
  }

  /** Every value of an attribute. A scan, after a restore, and no request waits for it. */
  async *every(spec: TableSpec, attribute: string): AsyncGenerator {
    const input = { TableName: await this.names.of(spec), ConsistentRead: true, ...only([attribute]) };
    for await (const { Items = [] } of paginateScan({ client: this.db }, input))
      for (const item of Items) yield item[attribute];
  }

  /** Removes every item whose time was over and says how many there were. A scan, once a day, and no request waits for it. */
  async purge(spec: TableSpec, ttl: string, nowSeconds: number): Promise<number> {
    const { ExpressionAttributeNames, ...projected } = only(keysOf(spec));
    const overdue = {
      TableName: await this.names.of(spec),
      FilterExpression: '#ttl <= :now',
      ...projected,
      ExpressionAttributeNames: { ...ExpressionAttributeNames, '#ttl': ttl },
      ExpressionAttributeValues: { ':now': nowSeconds },
    };
    return this.deleteAll(spec, paginateScan({ client: this.db }, overdue));
  }

  /** What opens a table for an export; credentials are never opened. */
  private async keyTo(
    { sealedWith }: TableSpec,
    ids: SubjectIds,
    content: DataKey | undefined,
  ): Promise<DataKey | undefined> {
    if (sealedWith !== 'customer') return sealedWith === 'content' ? content : undefined;
    const [purse] = await Array.fromAsync(this.items(balances, ids));
    const found = readItem(balances, balances.item, purse);
    return found && sealingKey(found);
  }

  private async deleteAll(
    spec: TableSpec,
    pages: AsyncIterable<{ readonly Items?: Raw[] | undefined }>,
  ): Promise<number> {
    let deleted = 0;
    for await (const { Items = [] } of pages) {
      await deleteKeys(this.db, await this.names.of(spec), Items);
      deleted += Items.length;
    }
    return deleted;
  }

  /** Everything raw about a person that has not expired. */
  private async *items(spec: TableSpec, ids: SubjectIds, narrowing: Narrowing = {}): AsyncGenerator<Raw> {
    for await (const { Items = [] } of this.pages(spec, ids, narrowing))
      for (const item of Items) if (!isExpired(spec, item)) yield item;
  }

  /** What is found by the account, and what was there before it by each of its sign-ins. */
  private async *all(
    spec: TableSpec,
    ids: SubjectIds,
    narrowing: Narrowing,
  ): AsyncGenerator<QueryCommandOutput> {
    yield* this.pages(spec, ids, narrowing);
    const { subject } = spec.privacy;
    if (subject.by !== 'index' || subject.signIns === undefined) return;
    for (const value of ids.subjects ?? [])
      yield* this.query(spec, { IndexName: subject.signIns }, ['subject', value], narrowing);
  }

  private async *pages(
    spec: TableSpec,
    ids: SubjectIds,
    narrowing: Narrowing,
  ): AsyncGenerator<QueryCommandOutput> {
    const { subject } = spec.privacy;
    const where = subject.by === 'index' ? { IndexName: subject.index } : { ConsistentRead: true };
    const by = subject.by === 'customer' ? 'customerId' : 'userId';
    yield* this.query(spec, where, [by, knownIdIn(spec, ids)], narrowing);
  }

  private async *query(
    spec: TableSpec,
    where: Pick<QueryCommandInput, 'IndexName' | 'ConsistentRead'>,
    [by, value]: readonly [string, string],
    { ExpressionAttributeNames, ...narrowing }: Narrowing,
  ): AsyncGenerator<QueryCommandOutput> {
    yield* paginateQuery(
      { client: this.db },
      {
        TableName: await this.names.of(spec),
        ...where,
        KeyConditionExpression: '#by = :value',
        ExpressionAttributeNames: { '#by': by, ...ExpressionAttributeNames },
        ExpressionAttributeValues: { ':value': value },
        ...narrowing,
      },
    );
  }
}

/** Less than everything about a person. */
type Narrowing = Pick<QueryCommandInput, 'Select' | 'ProjectionExpression' | 'ExpressionAttributeNames'>;

const only = (attributes: readonly string[]): Narrowing => ({
  ProjectionExpression: attributes.map((name) => `#p_${name}`).join(', '),
  ExpressionAttributeNames: Object.fromEntries(attributes.map((name) => [`#p_${name}`, name])),
});

const keysOf = ({ keys }: TableSpec): readonly string[] => [
  keys.partition,
  ...(keys.sort === undefined ? [] : [keys.sort]),
];

export const openTableKeeper = (names = openStoreNames()): TableKeeper => new TableKeeper(documents, names);
