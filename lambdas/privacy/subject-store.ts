import {
  type DynamoDBDocumentClient,
  paginateQuery,
  type QueryCommandInput,
  type QueryCommandOutput,
} from '@aws-sdk/lib-dynamodb';
import type { CustomerId, UserId } from '../../contracts/ids.ts';
import type { TableSpec } from '../../contracts/spec/store.ts';
import { deleteKeys } from '../platform/dynamo/delete-keys.ts';
import { isExpired } from '../platform/dynamo/items.ts';
import { env } from '../platform/env.ts';

/** By what a person's items are found. The bridge between the two is gone once the account is. */
export interface SubjectIds {
  readonly userId?: UserId | undefined;
  readonly customerId?: CustomerId | undefined;
}

type Raw = Record<string, unknown>;

/** The tables that hold items of a person. */
export const isAboutPeople = (spec: TableSpec): boolean => spec.privacy.subject.by !== 'nobody';

/** The tables of which a person's items must go. */
export const isErasable = (spec: TableSpec): boolean =>
  isAboutPeople(spec) && spec.privacy.erase === 'delete';

/** The tables whose items an export carries. */
export const isExported = (spec: TableSpec): boolean =>
  isAboutPeople(spec) && spec.privacy.export === 'items';

/** The query that finds a person's items in a table; nothing where they cannot be found any more. */
function subjectQuery(spec: TableSpec, { userId, customerId }: SubjectIds): QueryCommandInput | undefined {
  const { subject } = spec.privacy;
  const by = subject.by === 'customer' ? 'customerId' : 'userId';
  const value = subject.by === 'customer' ? customerId : userId;
  if (value === undefined || subject.by === 'nobody') return undefined;
  return {
    TableName: env(spec.env),
    ...(subject.by === 'index' ? { IndexName: subject.index } : { ConsistentRead: true }),
    KeyConditionExpression: '#by = :value',
    ExpressionAttributeNames: { '#by': by },
    ExpressionAttributeValues: { ':value': value },
  };
}

/** What a table answers about a person, page by page; nothing where they cannot be found any more. */
async function* subjectPages(
  db: DynamoDBDocumentClient,
  spec: TableSpec,
  ids: SubjectIds,
  narrowed: (query: QueryCommandInput) => QueryCommandInput,
): AsyncGenerator<QueryCommandOutput> {
  const query = subjectQuery(spec, ids);
  if (query !== undefined) yield* paginateQuery({ client: db }, narrowed(query));
}

/** Everything raw that a table holds about a person and that has not expired; only these attributes, where they are named. */
export async function* subjectItems(
  db: DynamoDBDocumentClient,
  spec: TableSpec,
  ids: SubjectIds,
  attributes: readonly string[] = [],
): AsyncGenerator<Raw> {
  const only = (query: QueryCommandInput) => (attributes.length === 0 ? query : projected(query, attributes));
  for await (const page of subjectPages(db, spec, ids, only))
    for (const item of page.Items ?? []) if (!isExpired(spec, item)) yield item;
}

/** How many items a table holds about a person, expired ones included: what lies there lies there. */
export async function countItems(
  db: DynamoDBDocumentClient,
  spec: TableSpec,
  ids: SubjectIds,
): Promise<number> {
  let count = 0;
  const counting = (query: QueryCommandInput) => ({ ...query, Select: 'COUNT' as const });
  for await (const page of subjectPages(db, spec, ids, counting)) count += page.Count ?? 0;
  return count;
}

const projected = (query: QueryCommandInput, names: readonly string[]): QueryCommandInput => ({
  ...query,
  ProjectionExpression: names.map((name) => `#p_${name}`).join(', '),
  ExpressionAttributeNames: {
    ...query.ExpressionAttributeNames,
    ...Object.fromEntries(names.map((name) => [`#p_${name}`, name])),
  },
});

/** Deletes a person's items from a table and says how many there were. Killed halfway, the next call deletes the rest. */
export async function deleteItems(
  db: DynamoDBDocumentClient,
  spec: TableSpec,
  ids: SubjectIds,
): Promise<number> {
  const names = [spec.keys.partition, ...(spec.keys.sort === undefined ? [] : [spec.keys.sort])];
  let deleted = 0;
  for await (const page of subjectPages(db, spec, ids, (query) => projected(query, names))) {
    const keys = page.Items ?? [];
    await deleteKeys(db, env(spec.env), keys);
    deleted += keys.length;
  }
  return deleted;
}
