// Alone: it reads all raw state, files among it, and nothing may come or go meanwhile.
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { S3 } from '@aws-sdk/client-s3';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { tokens } from '../../contracts/accounts/stores.ts';
import { conversations, turns } from '../../contracts/chat/stores.ts';
import { credentials } from '../../contracts/credentials/stores.ts';
import {
  contentKeys,
  credentialKeys,
  functionLogs,
  workflowHistories,
} from '../../contracts/platform/stores.ts';
import { transfer } from '../../contracts/privacy/stores.ts';
import { runLogs, runs } from '../../contracts/runs/stores.ts';
import { bucketsOf, tablesOf } from '../../contracts/stores.ts';
import { SealBroken } from '../../lambdas/platform/keys/seal.ts';
import { openSealed } from '../../lambdas/platform/keys/sealed-items.ts';
import { profiles } from '../../policy/profiles/all.ts';
import type { Finding } from '../support/canary/scan.ts';
import { openShared } from '../support/deployment/open.ts';
import { leaveForGood, type Receipt } from '../support/evidence/leaving.ts';
import { contentKeyOf } from '../support/evidence/planting.ts';
import { itemsOf } from '../support/evidence/storage.ts';
import { type Kept, keep, type Life, live, putBack } from '../support/whole-life.ts';

const deployment = inject('deployment');
const { parts } = openShared(deployment);
const { capabilities } = profiles[deployment.profile];
/** Of the emulator, not of the platform: what people and the platform told it, addresses included. */
const instruments = ['mail', 'recorder', 'disk'];
const sealed = [conversations, turns, runs, runLogs, credentials];

/** The store of the inventory in which something was found. */
function storeOf({ source, where }: Finding): string {
  const named = [...tablesOf(capabilities), ...bucketsOf(capabilities)].find(({ name }) =>
    where.startsWith(parts.aws.nameOf(name)),
  );
  const others: Readonly<Record<string, string>> = {
    workflows: workflowHistories.name,
    logs: functionLogs.name,
  };
  return named?.name ?? others[source] ?? source;
}

describe('a life from sign-up to receipt', () => {
  let life: Life;
  let kept: Kept;
  let receipt: Receipt;
  const content = () => [...life.exported, life.credential];
  const everything = () => [...content(), ...life.labels, ...life.identity, life.account];

  beforeAll(async () => {
    life = await live(parts);
    kept = await keep(parts, life.person, [...sealed, tokens]);
  }, 240_000);

  it('lies nowhere in clear, but in the archive that its person asked for', async () => {
    const { findings, pieces } = await parts.scan(content());
    for (const source of ['tables', 'objects', 'logs', 'workflows', 'recorder', 'people', 'mail'])
      expect(pieces[source], source).toBeGreaterThan(0);
    expect(findings.filter(({ where }) => !where.includes(life.archiveKey))).toEqual([]);
    const inArchive = findings.filter(({ source }) => source === 'objects').map(({ canary }) => canary);
    expect(inArchive.toSorted()).toEqual(life.exported.map(({ label }) => label).toSorted());
    expect(kept.map(([, items]) => items.length)).toEqual([1, 1, 1, expect.any(Number), 1, 2]);
  });

  it('is gone after erasure; its random id stays exactly where the receipt says so', async () => {
    receipt = await leaveForGood(parts, life.person);
    const { findings } = await parts.scan(everything());
    const words = new Set(content().map(({ label }) => label));
    expect(findings.filter(({ canary }) => words.has(canary))).toEqual([]);
    const inStores = findings.filter(({ source }) => !instruments.includes(source));
    expect(inStores.filter(({ canary }) => canary !== life.account.label)).toEqual([]);
    const listed = receipt.document.stores.filter(({ stays, left }) => stays !== undefined && left !== 0);
    const places = new Set(inStores.map(storeOf));
    expect([...places].filter((place) => !listed.some(({ store }) => store === place))).toEqual([]);
    for (const store of ['tombstones', 'erasures', 'receipts', 'workflow-histories'])
      expect(places).toContain(store);
    await expect(access(join(deployment.folder, 'machines', life.instanceId))).rejects.toThrow('ENOENT');
  });

  it('does not open any more, though all but its keys came back from a backup', async () => {
    const { person, conversationId, runId } = life;
    const stranger = await contentKeyOf(parts, await parts.people.fresh());
    for (const [spec, items] of kept.filter(([{ sealedWith }]) => sealedWith !== undefined))
      for (const item of items) expect(() => openSealed(spec, stranger, item), spec.name).toThrow(SealBroken);
    // Closing raised the epoch: what a running function still holds of the old one serves no request any more.
    const restored = kept.map(([spec, items]) => [
      spec,
      spec === tokens ? items.map((item) => ({ ...item, keyEpoch: 2 })) : items,
    ]) satisfies Kept;
    await using _back = await putBack(parts, restored);
    for (const path of [
      `/v1/conversations/${conversationId}`,
      '/v1/conversations',
      `/v1/runs/${runId}`,
      '/v1/runs',
    ]) {
      const { status, body } = await parts.api(`GET ${path}`, { as: person });
      expect({ path, status, body }).toMatchObject({ status: 403, body: { code: 'account_closing' } });
    }
    const restoring = await parts.api('POST /v1/account/restore', { as: person });
    expect(restoring.body).toMatchObject({ code: 'too_late' });
    for (const spec of [contentKeys, credentialKeys])
      expect(await itemsOf(parts, spec, person.userId), spec.name).toEqual([]);
  });

  it('would be found again, were it left behind', async () => {
    await using _leaks = await leak(life);
    const { findings } = await parts.scan(everything(), instruments);
    const found = findings.map(({ canary, source, encoding }) => [canary, source, encoding]);
    expect(found).toContainEqual(['a title', 'logs', 'clear']);
    expect(found).toContainEqual(['a question', 'objects', 'base64 > gzip > clear']);
    expect(found).toContainEqual(['a credential', 'tables', 'base64']);
    expect(found).toContainEqual(['the address', 'tables', 'clear']);
  });
});

/** What a careless function would leave: a logged title, a forgotten object, an address in an item. */
async function leak({
  exported: [title, question],
  credential,
  identity: [address],
}: Life): Promise<AsyncDisposable> {
  const logs = parts.aws.client(CloudWatchLogs);
  const groups = await logs.describeLogGroups({ logGroupNamePrefix: '/', limit: 1 });
  const stream = { logGroupName: groups.logGroups?.[0]?.logGroupName, logStreamName: `leak-${Date.now()}` };
  await logs.createLogStream(stream);
  const logEvents = [{ timestamp: Date.now(), message: `renamed to ${title?.text}` }];
  await logs.putLogEvents({ ...stream, logEvents });
  const objects = parts.aws.client(S3);
  const object = { Bucket: parts.aws.nameOf(transfer.name), Key: 'leak' };
  const Body = JSON.stringify({ body: gzipSync(question?.text ?? '').toString('base64') });
  await objects.putObject({ ...object, Body });
  const item = {
    userId: 'leak',
    conversationId: 'leak',
    note: Buffer.from(credential.text),
    of: address?.text,
  };
  const items = await putBack(parts, [[conversations, [item]]]);
  return {
    async [Symbol.asyncDispose]() {
      await items[Symbol.asyncDispose]();
      await objects.deleteObject(object);
      await logs.deleteLogStream(stream);
    },
  };
}
