import * as sdkClient from '@aws-sdk/client-dynamodb';
import * as sdk from '@aws-sdk/lib-dynamodb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as ourClient from '../../../../lambdas/platform/aws/dynamo-client.ts';
import * as ours from '../../../../lambdas/platform/aws/dynamo-documents.ts';
import { startScripted } from './scripted-service.ts';

/*
 * Stores are written against the SDK and run with our client: each test asks the same of both, and compares what
 * DynamoDB hears and what the store gets.
 */

const bytes = new Uint8Array([0, 1, 255]);
const simple = { id: 'a', n: -1.5, zero: 0, yes: true, none: null, bytes };
const item = { ...simple, list: ['x', { y: [] }], map: { z: 1 } };
const wired = {
  id: { S: 'a' },
  n: { N: '-1.5' },
  bytes: { B: 'AAH/' },
  yes: { BOOL: true },
  none: { NULL: true },
  list: { L: [{ S: 'x' }, { M: { y: { L: [] } } }] },
  large: { N: '9007199254740993' },
  small: { N: '1e-7' },
};
const table = { TableName: 't' };
const Key = { id: 'a' };
const transaction = {
  ClientRequestToken: 'token',
  TransactItems: [
    { Put: { ...table, Item: item, ConditionExpression: 'attribute_not_exists(id)' } },
    { Update: { ...table, Key, UpdateExpression: 'SET a = :a', ExpressionAttributeValues: { ':a': item } } },
  ],
};
const update = {
  ...table,
  Key,
  UpdateExpression: 'SET #a = :a',
  ExpressionAttributeNames: { '#a': 'Item' },
  ExpressionAttributeValues: { ':a': item, ':bytes': bytes },
};

/** Both clients, with the environment of a function whose DynamoDB is at `url`. */
function clientsAt(url: string) {
  vi.stubEnv('AWS_REGION', 'eu-central-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAEXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', url);
  const options = { marshallOptions: { removeUndefinedValues: true } };
  return {
    theirs: sdk.DynamoDBDocumentClient.from(new sdkClient.DynamoDBClient({}), options),
    own: ours.DynamoDBDocumentClient.from(new ourClient.DynamoDBClient()),
  };
}

afterEach(() => void vi.unstubAllEnvs());

describe('what DynamoDB hears and what a store gets are those of the SDK', () => {
  const items = { Item: wired, Items: [wired, {}], Attributes: wired };
  const answers = { ...items, LastEvaluatedKey: { id: { S: 'z' } }, Count: 2 };
  const put = { ...table, Item: { ...item, gone: undefined }, ConditionExpression: undefined };
  const deletions = [{ DeleteRequest: { Key } }];
  const left = { t: [{ DeleteRequest: { Key: { id: { S: 'a' } } } }] };
  it.each([
    ['GetItem', sdk.GetCommand, ours.GetCommand, { ...table, Key }],
    ['PutItem', sdk.PutCommand, ours.PutCommand, put],
    ['UpdateItem', sdk.UpdateCommand, ours.UpdateCommand, update],
    ['DeleteItem', sdk.DeleteCommand, ours.DeleteCommand, { ...table, Key: { id: 1 } }],
    ['Query', sdk.QueryCommand, ours.QueryCommand, { ...table, ExclusiveStartKey: Key }],
    ['TransactWriteItems', sdk.TransactWriteCommand, ours.TransactWriteCommand, transaction],
    ['BatchWriteItem', sdk.BatchWriteCommand, ours.BatchWriteCommand, { RequestItems: { t: deletions } }],
  ] as const)('%s', async (operation, Theirs, Ours, input) => {
    await using service = await startScripted({ body: { ...answers, UnprocessedItems: left } });
    const { theirs, own } = clientsAt(service.url);
    const { $metadata: _, ...expected } = await theirs.send(
      new (Theirs as typeof sdk.GetCommand)(input as sdk.GetCommandInput),
    );
    const got = await own.send(new Ours(input));
    expect(service.heard[1]).toEqual(service.heard[0]);
    expect(service.heard[1]?.target).toBe(`DynamoDB_20120810.${operation}`);
    // The SDK leaves out of an answer what the operation never gives.
    expect(got).toMatchObject(expected);
  });

  it('page by page', async () => {
    const first = { body: { Items: [wired], LastEvaluatedKey: { id: { S: 'a' } } } };
    const script = [first, { body: { Items: [] } }];
    await using service = await startScripted(...script, ...script);
    const { theirs, own } = clientsAt(service.url);
    // Made anew: the SDK writes the next start into what it was given.
    const query = () => ({
      ...table,
      KeyConditionExpression: 'id = :id',
      ExpressionAttributeValues: { ':id': 'a' },
    });
    const expected = await Array.fromAsync(
      sdk.paginateQuery({ client: theirs, pageSize: 25 }, query()),
      (page) => page.Items,
    );
    const got = await Array.fromAsync(
      ours.paginateQuery({ client: own, pageSize: 25 }, query()),
      (page) => page['Items'],
    );
    expect(got).toEqual(expected);
    expect(service.heard.slice(2)).toEqual(service.heard.slice(0, 2));
  });
});

describe('refusals', () => {
  it('have the names of the API, with what stores decide by', async () => {
    const prefix = 'com.amazonaws.dynamodb.v20120810#';
    const body = {
      __type: `${prefix}ConditionalCheckFailedException`,
      message: 'quotes a prompt',
      Item: wired,
    };
    await using service = await startScripted({ status: 400, body });
    const error: unknown = await clientsAt(service.url)
      .own.send(new ours.UpdateCommand(update))
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ourClient.ConditionalCheckFailedException);
    expect(error).toMatchObject({ name: 'ConditionalCheckFailedException', Item: wired });
    // Whatever prints an error, its message or what it can see of it, prints no item.
    expect(`${String(error)} ${JSON.stringify(error)}`).not.toMatch(/prompt|AAH/);
    expect(service.heard).toHaveLength(1);
  });

  it('of a transaction say why, item by item', async () => {
    const reasons = [{ Code: 'None' }, { Code: 'ConditionalCheckFailed' }];
    const body = { __type: 'x#TransactionCanceledException', CancellationReasons: reasons };
    await using service = await startScripted({ status: 400, body });
    const { own } = clientsAt(service.url);
    const error: unknown = await own
      .send(new ours.TransactWriteCommand(transaction))
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ourClient.TransactionCanceledException);
    expect(error).toMatchObject({ CancellationReasons: reasons });
  });
});

describe('values that would not come back as they are', () => {
  it.each([[Number.NaN], [2 ** 53], [new Date(0)], [() => 1], [new Map()]])(
    'are refused: %s',
    async (value) => {
      const { own } = clientsAt('http://127.0.0.1:9');
      await expect(own.send(new ours.PutCommand({ ...table, Item: { id: 'a', value } }))).rejects.toThrow();
    },
  );
});
