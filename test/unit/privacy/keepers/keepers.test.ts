import { DeleteVolumeCommand, DescribeVolumesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { DeleteQueueCommand, ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { accounts, tokens, userPool } from '../../../../contracts/accounts/stores.ts';
import { balances } from '../../../../contracts/billing/stores.ts';
import { conversations } from '../../../../contracts/chat/stores.ts';
import { newId } from '../../../../contracts/ids.ts';
import { machineQueue, machineVolume } from '../../../../contracts/machines/stores.ts';
import { functionLogs } from '../../../../contracts/platform/stores.ts';
import { receipts } from '../../../../contracts/privacy/stores.ts';
import { defineBucket, type SupplierSpec } from '../../../../contracts/spec/store.ts';
import { PeopleStore } from '../../../../lambdas/accounts/user-pool-store.ts';
import { BucketKeeper } from '../../../../lambdas/privacy/keepers/bucket.ts';
import type { Keeper, KeeperOfEach } from '../../../../lambdas/privacy/keepers/keeper.ts';
import { Keepers } from '../../../../lambdas/privacy/keepers/keepers.ts';
import { QueueKeeper } from '../../../../lambdas/privacy/keepers/queue.ts';
import { StoreNames } from '../../../../lambdas/privacy/keepers/store-names.ts';
import { supplierKeeper } from '../../../../lambdas/privacy/keepers/supplier.ts';
import { TableKeeper } from '../../../../lambdas/privacy/keepers/table.ts';
import { unfound } from '../../../../lambdas/privacy/keepers/unfound.ts';
import { UserPoolKeeper } from '../../../../lambdas/privacy/keepers/user-pool.ts';
import { VolumeKeeper } from '../../../../lambdas/privacy/keepers/volume.ts';
import { answering } from '../../../support/answering.ts';
import { scriptedDocuments } from '../../../support/scripted-documents.ts';
import { AwsUserPool } from '../../accounts/aws-user-pool.ts';

const region = 'eu-central-1';
const ids = { userId: newId('account'), customerId: newId('customer'), subjects: ['sub'] };
const planted = defineBucket({
  name: 'planted-attachments',
  key: 'content',
  privacy: { category: 'conversation', subject: { by: 'prefix' }, export: 'items', erase: 'delete' },
});
/** Every store is called as it is named. */
class Named extends StoreNames {
  constructor() {
    super(scriptedDocuments().db, '');
  }
  override async of({ name }: { readonly name: string }): Promise<string> {
    return name;
  }
}
const names = new Named();

describe('tables', () => {
  it('are asked by key, by index and by billing subject', async () => {
    const { db, asked } = scriptedDocuments({ Count: 2 }, { Count: 1 }, { Count: 1 }, { Count: 0 });
    const keeper = new TableKeeper(db, names);
    expect(await keeper.count(conversations, ids)).toEqual({ count: 2, how: expect.any(String) });
    expect(await keeper.count(tokens, ids)).toMatchObject({ count: 2 });
    await keeper.count(balances, ids);
    expect(asked).toMatchObject([
      {
        TableName: 'conversations',
        ConsistentRead: true,
        ExpressionAttributeValues: { ':value': ids.userId },
      },
      { TableName: 'tokens', IndexName: 'byUser', ExpressionAttributeValues: { ':value': ids.userId } },
      { TableName: 'tokens', IndexName: 'bySubject', ExpressionAttributeValues: { ':value': 'sub' } },
      { TableName: 'balances', ExpressionAttributeValues: { ':value': ids.customerId } },
    ]);
  });

  it('are emptied by the keys of their items', async () => {
    const Items = [{ userId: ids.userId, conversationId: 'a' }];
    const { db, asked } = scriptedDocuments({ Items }, {});
    expect(await new TableKeeper(db, names).remove(conversations, ids)).toBe(1);
    expect(asked[1]).toEqual({ RequestItems: { conversations: [{ DeleteRequest: { Key: Items[0] } }] } });
  });

  it('a person who cannot be found is not one of whom nothing is there', async () => {
    const keeper = new TableKeeper(scriptedDocuments().db, names);
    await expect(keeper.count(balances, { userId: ids.userId })).rejects.toThrow(
      'nothing to find a person by',
    );
  });

  it('are relieved of what has expired alone', async () => {
    const Items = [{ tokenHash: 'a' }];
    const { db, asked } = scriptedDocuments({ Items }, {});
    expect(await new TableKeeper(db, names).purge(tokens, 'expiresAt', 7)).toBe(1);
    expect(asked[0]).toMatchObject({
      TableName: 'tokens',
      FilterExpression: '#ttl <= :now',
      ExpressionAttributeNames: { '#ttl': 'expiresAt', '#p_tokenHash': 'tokenHash' },
      ExpressionAttributeValues: { ':now': 7 },
    });
  });
});

describe('a bucket that was declared a minute ago', () => {
  const open = () => {
    const answer = (command: object) => {
      if (command instanceof ListObjectsV2Command)
        return { Contents: command.input.Prefix === `${ids.userId}/` ? [{ Key: `${ids.userId}/a` }] : [] };
      return { Body: { transformToByteArray: async () => new Uint8Array([1]) } };
    };
    const s3 = answering(new S3Client({ region }), answer);
    return { ...s3, keeper: new BucketKeeper(s3.client, names) };
  };

  it('is counted below the ids of the account', async () => {
    const { keeper, inputs } = open();
    expect(await keeper.count(planted, ids)).toEqual({ count: 1, how: expect.any(String) });
    expect(inputs(ListObjectsV2Command)).toMatchObject([
      { Bucket: planted.name, Prefix: `${ids.userId}/` },
      { Bucket: planted.name, Prefix: `${ids.customerId}/` },
    ]);
  });

  it('is exported', async () => {
    const { keeper, inputs } = open();
    const { files } = await keeper.collect(planted, ids);
    expect([...files]).toEqual([[`${ids.userId}/a`, new Uint8Array([1])]]);
    expect(inputs(GetObjectCommand)).toHaveLength(1);
  });

  it('is emptied', async () => {
    const { keeper, inputs } = open();
    await keeper.empty(planted, ids);
    expect(inputs(DeleteObjectCommand)).toEqual([{ Bucket: planted.name, Key: `${ids.userId}/a` }]);
  });
});

describe('the user pool', () => {
  const kept = (...people: ConstructorParameters<typeof AwsUserPool>) => {
    const pool = new AwsUserPool(...people);
    return { pool, keeper: new UserPoolKeeper(new PeopleStore(pool.client(), 'pool')) };
  };

  it('is asked for the person, who is there once or not at all', async () => {
    const { pool, keeper } = kept({ sub: 'sub', other: 'other' });
    expect(await keeper.count(userPool, ids)).toMatchObject({ count: 1 });
    await keeper.empty(userPool, ids);
    expect(pool.done).toEqual(['DisableUser sub', 'DeleteUser sub']);
    expect(await keeper.count(userPool, ids)).toMatchObject({ count: 0 });
    await keeper.empty(userPool, ids);
    await expect(keeper.count(userPool, { userId: ids.userId })).rejects.toThrow('no sign-in to find');
  });

  it('finds each sign-in of a person, one by another provider too, whose name is not the id', async () => {
    const { pool, keeper } = kept({ sub: 'sub', second: 'GitHub_583231', other: 'other' });
    const both = { ...ids, subjects: ['sub', 'second'] };
    expect(await keeper.count(userPool, both)).toMatchObject({ count: 2 });
    expect(await keeper.collect(userPool, { subjects: ['second'] })).toMatchObject({
      document: { attributes: { sub: 'second' }, signIns: [{ what: 'SignIn' }] },
    });
    await keeper.empty(userPool, both);
    expect(await keeper.count(userPool, both)).toMatchObject({ count: 0 });
    expect(pool.subjects()).toEqual(['other']);
  });
});

it('queues are found by the account in their names, on every page', async () => {
  const sqs = answering(new SQSClient({ region }), (command) => {
    if (!(command instanceof ListQueuesCommand)) return {};
    return command.input.NextToken === undefined
      ? { QueueUrls: ['a'], NextToken: 'more' }
      : { QueueUrls: ['b'] };
  });
  const keeper = new QueueKeeper(sqs.client, 'machine-');
  expect(await keeper.count(machineQueue, ids)).toMatchObject({ count: 2 });
  expect(sqs.inputs(ListQueuesCommand)[0]).toMatchObject({ QueueNamePrefix: `machine-${ids.userId}-` });
  await keeper.empty(machineQueue, ids);
  expect(sqs.inputs(DeleteQueueCommand)).toEqual([{ QueueUrl: 'a' }, { QueueUrl: 'b' }]);
});

it('disks are found by the account in their tags', async () => {
  const ec2 = answering(new EC2Client({ region }), (command) =>
    command instanceof DescribeVolumesCommand ? { Volumes: [{ VolumeId: 'vol-1' }] } : {},
  );
  const keeper = new VolumeKeeper(ec2.client, 'dev');
  expect(await keeper.count(machineVolume, ids)).toMatchObject({ count: 1 });
  expect(ec2.inputs(DescribeVolumesCommand)[0]).toMatchObject({
    Filters: [
      { Name: 'tag:cloister:user', Values: [ids.userId] },
      { Name: 'tag:cloister:stage', Values: ['dev'] },
    ],
  });
  await keeper.empty(machineVolume, ids);
  expect(ec2.inputs(DeleteVolumeCommand)).toEqual([{ VolumeId: 'vol-1' }]);
});

const counting = <S>(count: number): Keeper<S> => ({
  count: async () => ({ count, how: 'a fake' }),
  empty: async () => undefined,
  collect: async () => undefined,
});
const each = {
  table: counting(1),
  bucket: counting(2),
  'user-pool': counting(3),
  queue: counting(4),
  volume: counting(5),
  'log-group': unfound,
  'workflow-history': unfound,
  trail: unfound,
  browser: unfound,
  supplier: counting(6),
};

describe('the keepers', () => {
  const keepers = new Keepers(each);

  it('the kind of a store decides who is asked', async () => {
    expect(await keepers.count(accounts, ids)).toMatchObject({ count: 1 });
    expect(await keepers.count(planted, ids)).toMatchObject({ count: 2 });
    expect(await keepers.count(machineVolume, ids)).toMatchObject({ count: 5 });
  });

  it('a store that nobody finds by account says why, and no number', async () => {
    expect(await keepers.count(functionLogs, ids)).toEqual({ uncounted: expect.any(String) });
    expect(await keepers.count(receipts, ids)).toEqual({ uncounted: expect.stringContaining('receipt id') });
    await expect(unfound.count(accounts, ids)).rejects.toThrow('its kind cannot be asked');
  });

  it('a kind of store without its keeper does not compile', () => {
    const { volume: _, ...fewer } = each;
    // @ts-expect-error -- the keeper of volumes is missing
    const missing: KeeperOfEach = fewer;
    expect(Object.keys(missing)).toHaveLength(9);
  });

  it('a supplier without its keeper does not compile, and each is asked by its own', async () => {
    type Planted = 'letters' | 'cards';
    // @ts-expect-error -- the keeper of cards is missing
    supplierKeeper<Planted>({ letters: counting(7) });
    const keeper = supplierKeeper<Planted>({ letters: counting(7), cards: counting(8) });
    const cards: SupplierSpec<Planted> = {
      kind: 'supplier',
      name: 'cards',
      supplier: 'cards',
      privacy: { category: 'billing', subject: { by: 'customer' }, export: 'items', erase: 'delete' },
    };
    expect(await keeper.count(cards, ids)).toMatchObject({ count: 8 });
  });
});
