import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { paginateListObjectsV2, S3 } from '@aws-sdk/client-s3';
import { DynamoDBDocument, paginateQuery, paginateScan } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod/mini';
import { accounts } from '../../../contracts/accounts/stores.ts';
import { balances, ledger } from '../../../contracts/billing/stores.ts';
import { transfer } from '../../../contracts/privacy/stores.ts';
import type { TableSpec } from '../../../contracts/spec/store.ts';
import { sealingKey } from '../../../lambdas/billing/ledger-items.ts';
import { readItem } from '../../../lambdas/platform/dynamo/items.ts';
import { openSealed } from '../../../lambdas/platform/keys/sealed-items.ts';
import type { Person, Target } from '../target.ts';

export type Item = Readonly<Record<string, unknown>>;
type Aws = Pick<Target, 'aws'>;
type AccountItem = z.output<typeof accounts.item>;

/** The tables of a deployment with an administrator’s rights. */
export const documentsOf = ({ aws }: Aws): DynamoDBDocument =>
  DynamoDBDocument.from(aws.client(DynamoDB), { marshallOptions: { removeUndefinedValues: true } });

/** The raw items of a subject in a table, as they lie there: by the partition key, or by the index that finds the subject. */
export async function itemsOf(target: Aws, spec: TableSpec, subject: string): Promise<readonly Item[]> {
  const { subject: found } = spec.privacy;
  const index = found.by === 'index' ? found.index : undefined;
  const key = index === undefined ? spec.keys.partition : spec.indexes[index]?.partition;
  const pages = paginateQuery(
    { client: documentsOf(target) },
    {
      TableName: target.aws.nameOf(spec.name),
      ...(index === undefined ? { ConsistentRead: true } : { IndexName: index }),
      KeyConditionExpression: '#key = :subject',
      ExpressionAttributeNames: { '#key': key ?? spec.keys.partition },
      ExpressionAttributeValues: { ':subject': subject },
    },
  );
  const items: Item[] = [];
  for await (const page of pages) items.push(...(page.Items ?? []));
  return items;
}

/** The account of a person, as its table has it. */
export async function accountOf(target: Aws, { userId }: Pick<Person, 'userId'>): Promise<AccountItem> {
  const [{ v: _, ...account } = {}] = await itemsOf(target, accounts, userId);
  return accounts.item.parse(account);
}

/** The raw items of a person in a table, by the account or by its pseudonym in billing. */
export async function itemsAbout(target: Aws, spec: TableSpec, person: Person): Promise<readonly Item[]> {
  if (spec.privacy.subject.by !== 'customer') return itemsOf(target, spec, person.userId);
  return itemsOf(target, spec, (await accountOf(target, person)).customerId);
}

/** The movements of a customer, opened by the key in the balance while there is one. */
export async function movementsOf(target: Aws, customerId: string): Promise<readonly Item[]> {
  const movements = await itemsOf(target, ledger, customerId);
  const [raw] = await itemsOf(target, balances, customerId);
  const purse = readItem(balances, balances.item, raw);
  return purse === undefined
    ? movements
    : movements.map((each) => openSealed(ledger, sealingKey(purse), each));
}

/** The objects that an export left of a person, wherever in the bucket. */
export async function archivesOf({ aws }: Aws, { userId }: Person): Promise<readonly string[]> {
  const pages = paginateListObjectsV2({ client: aws.client(S3) }, { Bucket: aws.nameOf(transfer.name) });
  const keys: string[] = [];
  for await (const { Contents = [] } of pages) keys.push(...Contents.map(({ Key = '' }) => Key));
  return keys.filter((key) => key.includes(userId));
}

/** Every raw item of a table. */
export async function everyItem(target: Aws, spec: TableSpec): Promise<readonly Item[]> {
  const items: Item[] = [];
  for await (const page of paginateScan(
    { client: documentsOf(target) },
    { TableName: target.aws.nameOf(spec.name) },
  ))
    items.push(...(page.Items ?? []));
  return items;
}

/**
 * Changes attributes of a stored item behind the platform's back: how a test lets time pass.
 * @throws ConditionalCheckFailedException when it is gone by now: half an item would be left that nothing can read.
 */
export async function change(target: Aws, spec: TableSpec, item: Item, attributes: Item): Promise<void> {
  const names = Object.keys(attributes);
  const keys = [spec.keys.partition, spec.keys.sort].filter((name) => name !== undefined);
  await documentsOf(target).update({
    TableName: target.aws.nameOf(spec.name),
    Key: Object.fromEntries(keys.map((name) => [name, item[name]])),
    ConditionExpression: 'attribute_exists(#key)',
    UpdateExpression: `SET ${names.map((_, index) => `#n${index} = :v${index}`).join(', ')}`,
    ExpressionAttributeNames: Object.fromEntries([
      ['#key', spec.keys.partition],
      ...names.map((name, index) => [`#n${index}`, name]),
    ]),
    ExpressionAttributeValues: Object.fromEntries(
      names.map((name, index) => [`:v${index}`, attributes[name]]),
    ),
  });
}

/** The moment some days ago, as items hold it. */
export const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();
