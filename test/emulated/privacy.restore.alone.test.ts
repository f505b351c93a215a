// Alone: a replay takes up every tombstone, and a second one must find nothing.
import { setTimeout as pause } from 'node:timers/promises';
import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { SFN } from '@aws-sdk/client-sfn';
import { DynamoDBDocument, paginateScan } from '@aws-sdk/lib-dynamodb';
import { expect, inject, it } from 'vitest';
import { accounts, identities } from '../../contracts/accounts/stores.ts';
import { balances, ledger } from '../../contracts/billing/stores.ts';
import { conversations, turns } from '../../contracts/chat/stores.ts';
import { contentKeys } from '../../contracts/platform/stores.ts';
import type { TableSpec } from '../../contracts/spec/store.ts';
import { openShared } from '../support/deployment/open.ts';
import { outputOf } from '../support/deployment/shared.ts';
import { leaveForGood } from '../support/evidence/leaving.ts';
import type { Person } from '../support/target.ts';

const shared = inject('deployment');
const { parts } = openShared(shared);
const client = parts.aws.client(DynamoDB);
const db = DynamoDBDocument.from(client);
const workflows = parts.aws.client(SFN);

/** Tables found by the account, by an index, and by the billing subject. */
const restored: readonly TableSpec[] = [accounts, identities, conversations, turns, contentKeys, balances];

type Item = Readonly<Record<string, unknown>>;

async function itemsOf(table: string, subjects: readonly string[]): Promise<Item[]> {
  const found: Item[] = [];
  for await (const page of paginateScan({ client: db }, { TableName: table, ConsistentRead: true }))
    found.push(...(page.Items ?? []));
  return found.filter((item) =>
    subjects.some((subject) => [item['userId'], item['customerId']].includes(subject)),
  );
}

/** Somebody with items in each of the tables, and the ids by which these are found. */
async function settle(): Promise<{ person: Person; subjects: readonly string[] }> {
  const person = await parts.people.fresh();
  const begun = await parts.api('POST /v1/conversations', { as: person, body: {} });
  const { conversationId } = begun.body as { conversationId: string };
  const body = { prompt: 'Is anybody there?' };
  for await (const _ of parts.stream(`POST /v1/conversations/${conversationId}/turns`, { as: person, body }));
  const [account] = await itemsOf(parts.aws.nameOf(accounts.name), [person.userId]);
  return { person, subjects: [person.userId, String(account?.['customerId'])] };
}

async function backUp(spec: TableSpec): Promise<string> {
  const TableName = parts.aws.nameOf(spec.name);
  const { BackupDetails } = await client.createBackup({ TableName, BackupName: spec.name });
  if (BackupDetails?.BackupArn === undefined) throw new Error('no backup was made');
  return BackupDetails.BackupArn;
}

/** Restores a backup into another table, and copies what it has of somebody into the one that serves. */
async function restore(spec: TableSpec, BackupArn: string, subjects: readonly string[]): Promise<void> {
  const TargetTableName = `restored-${spec.name}-${Date.now()}`;
  await client.restoreTableFromBackup({ TargetTableName, BackupArn });
  const isThere = async () => (await client.describeTable({ TableName: TargetTableName })).Table?.TableStatus;
  while ((await isThere()) !== 'ACTIVE') await pause(200);
  for (const Item of await itemsOf(TargetTableName, subjects))
    await db.put({ TableName: parts.aws.nameOf(spec.name), Item });
}

async function held(subjects: readonly string[]): Promise<Readonly<Record<string, number>>> {
  const counts = await Promise.all(
    restored.map(async (spec) => {
      const { length } = await itemsOf(parts.aws.nameOf(spec.name), subjects);
      return [spec.name, length] as const;
    }),
  );
  return Object.fromEntries(counts);
}

const startReplay = async (): Promise<string> => {
  const stateMachineArn = outputOf(shared.outputs, 'privacy', 'ReplayWorkflow');
  const { executionArn } = await workflows.startExecution({ stateMachineArn, input: '{}' });
  return executionArn ?? '';
};

async function replay(): Promise<{ outcome: string; tombstones: number; items: number }> {
  const executionArn = await startReplay();
  for (;;) {
    const { status, output } = await workflows.describeExecution({ executionArn });
    if (status === 'SUCCEEDED') return JSON.parse(output ?? '{}');
    if (status !== 'RUNNING') throw new Error(`the replay ended as ${status}`);
    await pause(200);
  }
}

it('C87 a restore does not bring back who was erased: the tombstones are replayed', async () => {
  const leaver = await settle();
  const stayer = await settle();
  const before = await held(leaver.subjects);
  expect(
    Object.values(before).every((count) => count > 0),
    JSON.stringify(before),
  ).toBe(true);
  const stays = await held(stayer.subjects);
  const backups = await Promise.all(restored.map(async (spec) => [spec, await backUp(spec)] as const));

  await leaveForGood(parts, leaver.person);
  const nothing = Object.fromEntries(restored.map(({ name }) => [name, 0]));
  expect(await held(leaver.subjects)).toEqual(nothing);
  const movements = await itemsOf(parts.aws.nameOf(ledger.name), leaver.subjects);

  const both = [...leaver.subjects, ...stayer.subjects];
  for (const [spec, arn] of backups) await restore(spec, arn, both);
  expect(await held(leaver.subjects)).toEqual(before);

  // One that is killed is started again.
  await workflows.stopExecution({ executionArn: await startReplay() });
  const done = await replay();
  expect(done.outcome).toBe('done');
  expect(done.tombstones).toBeGreaterThanOrEqual(1);
  expect(await held(leaver.subjects)).toEqual(nothing);
  expect(await held(stayer.subjects)).toEqual(stays);
  // What law keeps is not touched.
  expect(movements.length).toBeGreaterThan(0);
  expect(await itemsOf(parts.aws.nameOf(ledger.name), leaver.subjects)).toEqual(movements);
  expect(await replay()).toMatchObject({ outcome: 'done', items: 0 });
});
