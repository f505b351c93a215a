import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import {
  CloudWatchLogsClient,
  GetLogEventsCommand,
  paginateDescribeLogGroups,
  paginateDescribeLogStreams,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeTableCommand,
  DynamoDBClient,
  paginateListTables,
  paginateScan,
} from '@aws-sdk/client-dynamodb';
import {
  GetObjectCommand,
  ListBucketsCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  type ObjectVersion,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  DescribeExecutionCommand,
  paginateGetExecutionHistory,
  paginateListExecutions,
  paginateListStateMachines,
  SFNClient,
} from '@aws-sdk/client-sfn';
import { adminClient, localRegion } from '../../../local/emulator/account.ts';
import type { Piece, Source } from './scan.ts';

/** Which emulator to look into. */
export interface EmulatorUnderScan {
  readonly endpoint: string;
  /** The Regions that a deployment uses; the certificate and web ACL of the edge are in `us-east-1`. */
  readonly regions?: readonly string[];
  /** What the emulator writes to disk, its log included. It writes its state at a checkpoint. */
  readonly folders: readonly string[];
}

/** Everything that an emulator holds, raw, as its administrator sees it. */
export function emulatorSources({
  endpoint,
  regions = [localRegion, 'us-east-1'],
  folders,
}: EmulatorUnderScan): Source[] {
  const perRegion: Record<string, (settings: ReturnType<typeof adminClient>) => AsyncIterable<Piece>> = {
    tables: tableItems,
    logs: logEvents,
    workflows: workflowHistories,
    recorder: recordedCalls,
  };
  const settings = regions.map((region) => adminClient(endpoint, region));
  return [
    ...Object.entries(perRegion).map(([name, read]) => ({ name, pieces: () => inTurn(settings.map(read)) })),
    { name: 'objects', pieces: () => objects(adminClient(endpoint)) },
    { name: 'queues', pieces: () => inspected(`${endpoint}/_ministack/sqs/messages`) },
    { name: 'mail', pieces: () => inspected(`${endpoint}/_ministack/ses/messages`) },
    { name: 'disk', pieces: () => inTurn(folders.map(files)) },
  ];
}

async function* inTurn(all: readonly AsyncIterable<Piece>[]): AsyncGenerator<Piece> {
  for (const each of all) yield* each;
}

type Settings = ReturnType<typeof adminClient>;

/** Binary attributes are written as base64, which the scan takes off again. */
const rawJson = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    part instanceof Uint8Array ? Buffer.from(part).toString('base64') : part,
  );

async function* tableItems(settings: Settings): AsyncGenerator<Piece> {
  const client = new DynamoDBClient(settings);
  for await (const { TableNames = [] } of paginateListTables({ client }, {})) {
    for (const TableName of TableNames) {
      const { Table } = await client.send(new DescribeTableCommand({ TableName }));
      const keys = (Table?.KeySchema ?? []).map(({ AttributeName = '' }) => AttributeName);
      for await (const { Items = [] } of paginateScan({ client }, { TableName })) {
        for (const item of Items) {
          const where = `${TableName} ${rawJson(keys.map((name) => item[name]))}`;
          yield { where, bytes: rawJson(item) };
        }
      }
    }
  }
}

async function* objects(settings: Settings): AsyncGenerator<Piece> {
  const s3 = new S3Client({ ...settings, forcePathStyle: true });
  const { Buckets = [] } = await s3.send(new ListBucketsCommand());
  for (const { Name: Bucket } of Buckets) {
    for await (const { Key, VersionId } of objectVersions(s3, Bucket)) {
      const object = await s3.send(new GetObjectCommand({ Bucket, Key, VersionId }));
      const where = `${Bucket}/${Key}`;
      const described = rawJson([Key, object.Metadata, object.ContentDisposition]);
      yield { where: `${where}, name and metadata`, bytes: described };
      yield { where, bytes: (await object.Body?.transformToByteArray()) ?? '' };
    }
  }
}

async function* objectVersions(s3: S3Client, Bucket: string | undefined): AsyncGenerator<ObjectVersion> {
  let from: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } = {};
  for (;;) {
    const page: ListObjectVersionsCommandOutput = await s3.send(
      new ListObjectVersionsCommand({ Bucket, ...from }),
    );
    yield* page.Versions ?? [];
    if (!page.IsTruncated) return;
    from = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
  }
}

async function* logEvents(settings: Settings): AsyncGenerator<Piece> {
  const client = new CloudWatchLogsClient(settings);
  for await (const { logGroups = [] } of paginateDescribeLogGroups({ client }, {})) {
    for (const { logGroupName } of logGroups) {
      for await (const { logStreams = [] } of paginateDescribeLogStreams({ client }, { logGroupName })) {
        for (const { logStreamName } of logStreams) {
          const where = `${logGroupName} ${logStreamName}`;
          for await (const message of streamMessages(client, logGroupName, logStreamName))
            yield { where, bytes: message };
        }
      }
    }
  }
}

/** A page at a time; the end is where the token stays the same. */
async function* streamMessages(
  client: CloudWatchLogsClient,
  logGroupName?: string,
  logStreamName?: string,
): AsyncGenerator<string> {
  let nextToken: string | undefined;
  for (;;) {
    const page = await client.send(
      new GetLogEventsCommand({ logGroupName, logStreamName, nextToken, startFromHead: true }),
    );
    // One line a page: what is split over two log lines is still found in part, by its other mark.
    if (page.events?.length) yield page.events.map(({ message }) => message).join('\n');
    if (!page.nextForwardToken || page.nextForwardToken === nextToken) return;
    nextToken = page.nextForwardToken;
  }
}

async function* workflowHistories(settings: Settings): AsyncGenerator<Piece> {
  const client = new SFNClient(settings);
  for await (const { stateMachines = [] } of paginateListStateMachines({ client }, {})) {
    for (const { stateMachineArn } of stateMachines) {
      for await (const { executions = [] } of paginateListExecutions({ client }, { stateMachineArn })) {
        for (const { executionArn } of executions) {
          const { input, output, name, error, cause } = await client.send(
            new DescribeExecutionCommand({ executionArn }),
          );
          yield {
            where: `${executionArn}, input and output`,
            bytes: rawJson({ name, input, output, error, cause }),
          };
          for await (const { events } of paginateGetExecutionHistory(
            { client },
            { executionArn, includeExecutionData: true },
          )) {
            yield { where: `${executionArn}, history`, bytes: rawJson(events) };
          }
        }
      }
    }
  }
}

/** The recorder gives the newest 50 calls and no token: each page ends where the one before began. */
async function* recordedCalls(settings: Settings): AsyncGenerator<Piece> {
  const client = new CloudTrailClient(settings);
  const seen = new Set<string>();
  let EndTime = new Date();
  for (;;) {
    const { Events = [] } = await client.send(new LookupEventsCommand({ EndTime, MaxResults: 50 }));
    for (const { EventId = '', EventName, CloudTrailEvent = '' } of Events) {
      if (!seen.has(EventId)) yield { where: `${EventName} ${EventId}`, bytes: CloudTrailEvent };
      seen.add(EventId);
    }
    const oldest = Events.at(-1)?.EventTime;
    if (Events.length < 50 || !oldest) return;
    // Times come rounded down to the millisecond; the next page begins in the same one.
    EndTime = new Date(Math.min(oldest.getTime() + 1, EndTime.getTime() - 1));
  }
}

async function* inspected(address: string): AsyncGenerator<Piece> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${new URL(address).pathname} answered ${answer.status}`);
  yield { where: new URL(address).pathname, bytes: await answer.text() };
}

async function* files(folder: string): AsyncGenerator<Piece> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const where = join(entry.parentPath, entry.name);
    const bytes = entry.isFile() ? await readUnlessGone(where) : undefined;
    if (bytes) yield { where, bytes };
  }
}

/** The emulator may replace a file between its listing and its reading. */
async function readUnlessGone(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
