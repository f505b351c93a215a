import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rememberedFreePorts } from '../../local/deployment/ports.ts';
import { adminClient } from '../../local/emulator/account.ts';
import { Emulator } from '../../local/emulator/emulator.ts';
import { endProcess } from '../../local/emulator/process-identity.ts';
import { RunRecord } from '../../local/emulator/run-record.ts';
import { installedPython } from '../../local/setup/installed-python.ts';

const TableName = 'Words';
const Bucket = 'words';

describe('the state of an emulator', () => {
  let folder: string;
  let port: number;
  let said: string[];
  let open: Emulator[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cloister-state-'));
    ({ emulator: port } = await rememberedFreePorts(folder));
    said = [];
    open = [];
  });
  afterEach(async () => {
    for (const emulator of open) await emulator.stop();
    await rm(folder, { recursive: true, force: true });
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
    await new DynamoDBClient(adminClient(endpoint)).send(
      new PutItemCommand({ TableName, Item: { word: { S: word } } }),
    );
    await s3(endpoint).send(new PutObjectCommand({ Bucket, Key: 'last', Body: word }));
  };
  const read = async ({ endpoint }: Emulator) => {
    const items = await new DynamoDBClient(adminClient(endpoint)).send(new ScanCommand({ TableName }));
    const last = await s3(endpoint).send(new GetObjectCommand({ Bucket, Key: 'last' }));
    return {
      words: items.Items?.map(({ word }) => word?.S).toSorted(),
      last: await last.Body?.transformToString(),
    };
  };
  const s3 = (endpoint: string) => new S3Client({ ...adminClient(endpoint), forcePathStyle: true });
  const create = async ({ endpoint }: Emulator) => {
    const key = 'word';
    await new DynamoDBClient(adminClient(endpoint)).send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: key, AttributeType: 'S' }],
        KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
      }),
    );
    await s3(endpoint).send(new CreateBucketCommand({ Bucket }));
  };
  const kill = async () => {
    const run = await new RunRecord(folder).read();
    if (run) await endProcess(run, 'SIGKILL', 10_000);
  };

  it('survives an orderly end', async () => {
    const first = await launch();
    await create(first);
    await write(first, 'one');
    await first.stop();
    expect(await read(await launch())).toEqual({ words: ['one'], last: 'one' });
    expect(said).toEqual([]);
  });

  it('goes back to the checkpoint after a kill, items and objects together, and says so', async () => {
    const first = await launch();
    await create(first);
    await write(first, 'one');
    await first.checkpoint();
    await write(first, 'two');
    await kill();
    expect(await read(await launch())).toEqual({ words: ['one'], last: 'one' });
    expect(said.join()).toMatch(/not whole; that of .* is back/);
  });

  it('takes no state for whole that was lost before its launcher ended in order', async () => {
    const first = await launch();
    await create(first);
    await write(first, 'one');
    await first.checkpoint();
    await write(first, 'two');
    await kill();
    await expect.poll(() => said.join()).toMatch(/nothing works until the next start/);
    await first.stopWithCheckpoint();
    expect(await read(await launch())).toEqual({ words: ['one'], last: 'one' });
    expect(said.join()).toMatch(/not whole; that of .* is back/);
  });

  it('goes on where a killed launcher left it running', async () => {
    const first = await launch();
    await create(first);
    await write(first, 'one');
    expect(await read(await launch())).toEqual({ words: ['one'], last: 'one' });
    expect(said).toEqual([]);
  });

  it('starts from the checkpoint for those who want it fresh', async () => {
    const first = await launch();
    await create(first);
    await write(first, 'one');
    await first.checkpoint();
    await write(first, 'two');
    await first.stop();
    expect(await read(await launch({ fresh: true }))).toEqual({ words: ['one'], last: 'one' });
  });
});
