import { createServer } from 'node:http';
import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { IAM } from '@aws-sdk/client-iam';
import { Lambda } from '@aws-sdk/client-lambda';
import { S3 } from '@aws-sdk/client-s3';
import { strToU8, zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rememberedFreePorts } from '../../local/deployment/ports.ts';
import { listen } from '../../local/doubles/listen.ts';
import { adminClient } from '../../local/emulator/account.ts';
import { Emulator } from '../../local/emulator/emulator.ts';
import { endProcess } from '../../local/emulator/process-identity.ts';
import { RunRecord } from '../../local/emulator/run-record.ts';
import { installedPython } from '../../local/setup/installed-python.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const TableName = 'Words';
const Bucket = 'words';
const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

describe('the state of an emulator', () => {
  let folder: string;
  let port: number;
  let said: string[];
  let open: Emulator[];

  beforeEach(async () => {
    folder = temporaryFolder();
    ({ emulator: port } = await rememberedFreePorts(folder));
    said = [];
    open = [];
  });
  afterEach(async () => {
    for (const emulator of open) await emulator.stop();
  });

  /** A launcher's view of the emulator; several on one folder are launchers one after the other. */
  const launch = async ({ fresh = false } = {}) => {
    const python = await installedPython('python');
    const emulator = new Emulator({ port, folder, python, log: (line) => said.push(line) });
    open.push(emulator);
    await emulator.start({ fresh });
    return emulator;
  };

  const write = async ({ endpoint }: Emulator, word: string) => {
    await new DynamoDB(adminClient(endpoint)).putItem({ TableName, Item: { word: { S: word } } });
    await s3(endpoint).putObject({ Bucket, Key: 'last', Body: word });
  };
  const read = async ({ endpoint }: Emulator) => {
    const items = await new DynamoDB(adminClient(endpoint)).scan({ TableName });
    const last = await s3(endpoint).getObject({ Bucket, Key: 'last' });
    return {
      words: items.Items?.map(({ word }) => word?.S).toSorted(),
      last: await last.Body?.transformToString(),
    };
  };
  const s3 = (endpoint: string) => new S3({ ...adminClient(endpoint), forcePathStyle: true });
  const create = async ({ endpoint }: Emulator) => {
    const key = 'word';
    await new DynamoDB(adminClient(endpoint)).createTable({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: key, AttributeType: 'S' }],
      KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
    });
    await s3(endpoint).createBucket({ Bucket });
  };
  /** Has a function call a port of this computer with each word that changes. */
  const follow = async ({ endpoint }: Emulator, toldAt: number) => {
    const db = new DynamoDB(adminClient(endpoint));
    const { Table } = await db.describeTable({ TableName });
    const lambda = new Lambda(adminClient(endpoint));
    const { Role } = await new IAM(adminClient(endpoint)).createRole({
      RoleName: 'tell',
      AssumeRolePolicyDocument: trust,
    });
    const code = `exports.handler = async ({ Records }) => {
      for (const { dynamodb } of Records) await fetch('http://127.0.0.1:${toldAt}/' + dynamodb.Keys.word.S);
    };`;
    await lambda.createFunction({
      FunctionName: 'tell',
      Role: Role?.Arn,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Code: { ZipFile: zipSync({ 'index.js': strToU8(code) }) },
    });
    await lambda.createEventSourceMapping({
      FunctionName: 'tell',
      EventSourceArn: Table?.LatestStreamArn,
      StartingPosition: 'TRIM_HORIZON',
    });
  };
  const begin = async () => {
    const first = await launch();
    await create(first);
    await write(first, 'one');
    return first;
  };
  /** One that was killed after its checkpoint, with a change on top of that. */
  const beginAndLose = async () => {
    const first = await begin();
    await first.checkpoint();
    await write(first, 'two');
    await kill();
    return first;
  };
  const kill = async () => {
    const run = await new RunRecord(folder).read();
    if (run) await endProcess(run, 'SIGKILL', 10_000);
  };

  it('survives an orderly end', async () => {
    const first = await begin();
    await first.stop();
    expect(await read(await launch())).toEqual({ words: ['one'], last: 'one' });
    expect(said).toEqual([]);
  });

  it('goes back to the checkpoint after a kill, items and objects together, and says so', async () => {
    await beginAndLose();
    expect(await read(await launch())).toEqual({ words: ['one'], last: 'one' });
    expect(said.join()).toMatch(/not whole; that of .* is back/);
  });

  it('takes no state for whole that was lost before its launcher ended in order', async () => {
    const first = await beginAndLose();
    await expect.poll(() => said.join()).toMatch(/nothing works until the next start/);
    await first.stopWithCheckpoint();
    expect(await read(await launch())).toEqual({ words: ['one'], last: 'one' });
    expect(said.join()).toMatch(/not whole; that of .* is back/);
  });

  it('tells a function of every change of a table, before a restart and after it', async () => {
    const told: string[] = [];
    const listener = createServer((request, response) => {
      told.push(request.url ?? '');
      response.end();
    });
    const port = await listen(listener, 0);
    const first = await launch();
    await create(first);
    await follow(first, port);
    for (const word of ['one', 'two', 'three']) await write(first, word);
    await expect.poll(() => told, { timeout: 10_000 }).toEqual(['/one', '/two', '/three']);
    await first.stop();
    await write(await launch(), 'four');
    await expect.poll(() => told.slice(3), { timeout: 10_000 }).toEqual(['/four']);
    listener.close();
  });

  it('goes on where a killed launcher left it running', async () => {
    await begin();
    expect(await read(await launch())).toEqual({ words: ['one'], last: 'one' });
    expect(said).toEqual([]);
  });

  it('starts from the checkpoint for those who want it fresh', async () => {
    const first = await begin();
    await first.checkpoint();
    await write(first, 'two');
    await first.stop();
    expect(await read(await launch({ fresh: true }))).toEqual({ words: ['one'], last: 'one' });
  });
});
