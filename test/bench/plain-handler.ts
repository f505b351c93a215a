/**
 * How such a function is usually written, as the yardstick of a cold start: the SDK's clients, zod by name, a logger,
 * metrics, middleware, bundled by esbuild with its defaults. It does what the application does, without sealing.
 */
import type { Writable } from 'node:stream';
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { BedrockRuntimeClient, ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DecryptCommand, KMSClient } from '@aws-sdk/client-kms';
import {
  DynamoDBDocumentClient,
  GetCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import middy from '@middy/core';
import { z } from 'zod';

const logger = new Logger({ logLevel: 'ERROR' });
const metrics = new Metrics({ namespace: 'bench' });
const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const kms = new KMSClient({});
const bedrock = new BedrockRuntimeClient({});
const question = z.object({ prompt: z.string().min(1), model: z.string() });
const table = (name: string) => ({ TableName: name, Key: { id: 'bench' } });

async function run({ event, response }: { event: { body: string }; response: Writable }): Promise<void> {
  const { prompt } = question.parse(JSON.parse(event.body));
  await documents.send(new GetCommand(table('tokens')));
  await documents.send(new GetCommand(table('accounts')));
  await documents.send(new GetCommand(table('content-keys')));
  await kms.send(new DecryptCommand({ CiphertextBlob: Buffer.from('wrapped') }));
  await documents.send(new GetCommand(table('conversations')));
  await documents.send(
    new UpdateCommand({
      ...table('balances'),
      UpdateExpression: 'SET a = :a',
      ExpressionAttributeValues: { ':a': 1 },
    }),
  );
  const called = await bedrock.send(
    new ConverseStreamCommand({
      modelId: 'eu.amazon.nova-lite-v1:0',
      messages: [{ role: 'user', content: [{ text: prompt }] }],
    }),
  );
  for await (const { contentBlockDelta } of called.stream ?? []) {
    if (contentBlockDelta)
      response.write(`data: {"type":"delta","text":${JSON.stringify(contentBlockDelta.delta?.text)}}\n\n`);
  }
  await documents.send(
    new TransactWriteCommand({ TransactItems: [{ Put: { TableName: 'ledger', Item: { id: 'bench' } } }] }),
  );
  metrics.publishStoredMetrics();
  logger.debug('done');
  response.end();
}

const served = middy(run);

export const handler = (event: { body: string }, response: Writable, context: object): Promise<void> =>
  served({ event, response }, context as never);
