import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CloudTrail } from '@aws-sdk/client-cloudtrail';
import { CloudWatchLogs, paginateDescribeLogGroups } from '@aws-sdk/client-cloudwatch-logs';
import {
  CognitoIdentityProvider,
  paginateListUserPools,
  paginateListUsers,
} from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDB, paginateListTables, paginateScan } from '@aws-sdk/client-dynamodb';
import { type ListObjectVersionsCommandOutput, type ObjectVersion, S3 } from '@aws-sdk/client-s3';
import {
  paginateGetExecutionHistory,
  paginateListExecutions,
  paginateListStateMachines,
  SFN,
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
  const perRegion: Record<string, (settings: Settings, since: Date) => AsyncIterable<Piece>> = {
    tables: tableItems,
    logs: logEvents,
    workflows: workflowHistories,
    recorder: recordedCalls,
    people: registeredPeople,
  };
  const settings = regions.map((region) => adminClient(endpoint, region));
  return [
    ...Object.entries(perRegion).map(([name, read]) => ({
      name,
      pieces: (since: Date) => inTurn(settings.map((each) => read(each, since))),
    })),
    { name: 'objects', pieces: (since) => objects(adminClient(endpoint), since) },
    { name: 'queues', pieces: () => inspected(`${endpoint}/_ministack/sqs/messages`) },
    { name: 'mail', pieces: () => inspected(`${endpoint}/_ministack/ses/messages`) },
    { name: 'disk', pieces: (since) => inTurn(folders.map((folder) => files(folder, since))) },
  ];
}

async function* inTurn(all: readonly AsyncIterable<Piece>[]): AsyncGenerator<Piece> {
  for (const each of all) yield* each;
}

type Settings = ReturnType<typeof adminClient>;

const MAX_LOG_EVENTS = 10_000;
/** Some times come without their milliseconds. */
const secondOf = (time: Date): Date => new Date(Math.floor(time.getTime() / 1000) * 1000);

/** Binary attributes are written as base64, which the scan takes off again. */
const rawJson = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    part instanceof Uint8Array ? Buffer.from(part).toString('base64') : part,
  );

async function* tableItems(settings: Settings): AsyncGenerator<Piece> {
  const client = new DynamoDB(settings);
  for await (const { TableNames = [] } of paginateListTables({ client }, {})) {
    for (const TableName of TableNames) {
      const { Table } = await client.describeTable({ TableName });
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

async function* objects(settings: Settings, since: Date): AsyncGenerator<Piece> {
  const s3 = new S3({ ...settings, forcePathStyle: true });
  const { Buckets = [] } = await s3.listBuckets();
  for (const { Name: Bucket } of Buckets) {
    for await (const { Key, VersionId, LastModified } of objectVersions(s3, Bucket)) {
      if (LastModified !== undefined && LastModified < secondOf(since)) continue;
      const object = await s3.getObject({ Bucket, Key, VersionId });
      const where = `${Bucket}/${Key}`;
      const described = rawJson([Key, object.Metadata, object.ContentDisposition]);
      yield { where: `${where}, name and metadata`, bytes: described };
      yield { where, bytes: (await object.Body?.transformToByteArray()) ?? '' };
    }
  }
}

async function* objectVersions(s3: S3, Bucket: string | undefined): AsyncGenerator<ObjectVersion> {
  let from: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } = {};
  for (;;) {
    const page: ListObjectVersionsCommandOutput = await s3.listObjectVersions({ Bucket, ...from });
    yield* page.Versions ?? [];
    if (!page.IsTruncated) return;
    from = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
  }
}

/** Events by their time, from all streams of a group. Ten thousand come at once; the next ask begins where they end. */
async function* logEvents(settings: Settings, since: Date): AsyncGenerator<Piece> {
  const client = new CloudWatchLogs(settings);
  for await (const { logGroups = [] } of paginateDescribeLogGroups({ client }, {})) {
    for (const { logGroupName = '' } of logGroups) {
      for (let startTime = since.getTime(); ; ) {
        const { events = [] } = await client.filterLogEvents({ logGroupName, startTime });
        if (events.length === 0) break;
        // One line each: what is split over two of them is still found in part, by its other mark.
        yield { where: logGroupName, bytes: events.map(({ message }) => message).join('\n') };
        const last = events.at(-1)?.timestamp ?? 0;
        if (events.length < MAX_LOG_EVENTS) break;
        if (last === startTime) throw new Error(`${logGroupName} has too much of one millisecond`);
        startTime = last;
      }
    }
  }
}

async function* workflowHistories(settings: Settings, since: Date): AsyncGenerator<Piece> {
  const client = new SFN(settings);
  for await (const { stateMachines = [] } of paginateListStateMachines({ client }, {})) {
    for (const { stateMachineArn } of stateMachines) {
      for await (const { executions = [] } of paginateListExecutions({ client }, { stateMachineArn })) {
        for (const { executionArn, stopDate } of executions) {
          if (stopDate !== undefined && stopDate < since) continue;
          const { input, output, name, error, cause } = await client.describeExecution({ executionArn });
          yield {
            where: `${executionArn}, input and output`,
            bytes: rawJson({ name, input, output, error, cause }),
          };
          for await (const { events } of paginateGetExecutionHistory(
            { client },
            { executionArn, includeExecutionData: true },
          ))
            yield { where: `${executionArn}, history`, bytes: rawJson(events) };
        }
      }
    }
  }
}

/** The recorder gives the newest 50 calls and no token: each page ends where the one before began. */
async function* recordedCalls(settings: Settings, StartTime: Date): AsyncGenerator<Piece> {
  const client = new CloudTrail(settings);
  const seen = new Set<string>();
  let EndTime = new Date();
  for (;;) {
    const { Events = [] } = await client.lookupEvents({ StartTime, EndTime, MaxResults: 50 });
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

async function* registeredPeople(settings: Settings): AsyncGenerator<Piece> {
  const client = new CognitoIdentityProvider(settings);
  for await (const { UserPools = [] } of paginateListUserPools({ client }, { MaxResults: 60 })) {
    for (const { Id: UserPoolId } of UserPools) {
      for await (const { Users = [] } of paginateListUsers({ client }, { UserPoolId }))
        for (const user of Users) yield { where: `${UserPoolId} ${user.Username}`, bytes: rawJson(user) };
    }
  }
}

async function* inspected(address: string): AsyncGenerator<Piece> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${new URL(address).pathname} answered ${answer.status}`);
  yield { where: new URL(address).pathname, bytes: await answer.text() };
}

async function* files(folder: string, since: Date): AsyncGenerator<Piece> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const where = join(entry.parentPath, entry.name);
    const bytes = entry.isFile() ? await readUnlessGone(where, since) : undefined;
    if (bytes) yield { where, bytes };
  }
}

/** The emulator may replace a file between its listing and its reading. */
async function readUnlessGone(file: string, since: Date): Promise<Buffer | undefined> {
  try {
    return (await stat(file)).mtime < secondOf(since) ? undefined : await readFile(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
