import { S3 } from '@aws-sdk/client-s3';
import { expect } from 'vitest';
import * as z from 'zod/mini';
import { tokens } from '../../../../contracts/accounts/stores.ts';
import { newId } from '../../../../contracts/ids.ts';
import { readings, storeNames } from '../../../../contracts/platform/stores.ts';
import { erasures, exportsTable, policyVersions, receipts } from '../../../../contracts/privacy/stores.ts';
import { expiringTables } from '../../../../contracts/stores.ts';
import { hashToken } from '../../../../lambdas/platform/auth/token.ts';
import { roundOf } from '../../../../lambdas/privacy/erasures.ts';
import { newExport } from '../../../../lambdas/privacy/exports.ts';
import { tellCustomResource } from '../../custom-resource.ts';
import { seconds } from '../../evidence/planting.ts';
import { everyItem } from '../../evidence/storage.ts';
import { at } from '../../evidence/template.ts';
import { journey } from '../journey.ts';
import type { Owner, World } from '../world.ts';
import { lastAudited } from './accounts.ts';
import { expectExecution, inNewProcess, plantRaw } from './asides.ts';
import { newErasureOf } from './leaving.ts';

const Bucket = ({ aws }: World) => aws.nameOf('transfer');

/** The names of a person's objects in the transfer bucket. */
async function objectsOf(world: World, { userId }: Pick<Owner, 'userId'>): Promise<(string | undefined)[]> {
  const listed = await world.aws.client(S3).listObjectsV2({ Bucket: Bucket(world), Prefix: `${userId}/` });
  return (listed.Contents ?? []).map(({ Key }) => Key);
}

async function plantExport(world: World, { userId }: Owner, change: { readonly state?: 'ready' } = {}) {
  const wanted = { ...newExport(userId, newId('export'), Date.now()), ...change };
  await world.put(exportsTable, wanted);
  return wanted.exportId;
}

export const privacyJourneys = [
  journey('what is held is shown and asked for', 'privacy export-identity export-archive', async (world) => {
    const person = await world.person();
    await inNewProcess(world, 'privacy');
    return async () => {
      await world.call(person, 'GET /v1/privacy/inventory');
      const asked = await world.call(person, 'POST /v1/privacy/exports');
      const exportId = String(at(asked, 'exportId'));
      await expectExecution(world, 'Export', { userId: person.userId, id: exportId });
      expect(await world.call(person, `GET /v1/privacy/exports/${exportId}`)).toMatchObject({ exportId });
      expect(await world.call(person, 'GET /v1/privacy/exports')).toMatchObject({ items: [{}] });
      expect(JSON.stringify(await world.call(person, 'GET /v1/privacy/audit'))).toContain('export.requested');
    };
  }),

  journey('an identity is exported', 'export-identity', async (world) => {
    const person = await world.person();
    const exportId = await plantExport(world, person);
    return async () => {
      await world.steps('export-identity', person, exportId, 'identity');
      const Key = `${person.userId}/${exportId}.identity.json`;
      await world.aws.client(S3).headObject({ Bucket: Bucket(world), Key });
    };
  }),

  journey('an archive is packed', 'export-archive export-identity', async (world) => {
    const person = await world.person();
    const exportId = await plantExport(world, person);
    await world.steps('export-identity', person, exportId, 'identity');
    await inNewProcess(world, 'export-archive');
    return async () => {
      await world.steps('export-archive', person, exportId, 'archive');
      expect(await objectsOf(world, person)).toEqual([`${person.userId}/${exportId}.zip`]);
      expect(await world.items(exportsTable, person.userId)).toMatchObject([{ state: 'ready' }]);
    };
  }),

  journey('an archive is fetched by its link', 'export-link', async (world) => {
    const person = await world.person();
    const exportId = await plantExport(world, person, { state: 'ready' });
    const Key = `${person.userId}/${exportId}.zip`;
    await world.aws.client(S3).putObject({ Bucket: Bucket(world), Key, Body: 'archive' });
    return async () => {
      const linked = await world.call(person, `POST /v1/privacy/exports/${exportId}/link`);
      const fetched = await fetch(String(at(linked, 'url')));
      expect(await fetched.text()).toBe('archive');
      expect(await lastAudited(world, person)).toBe('export.fetched');
    };
  }),

  journey('an archive whose time is over goes', 'sweep-exports', async (world) => {
    const person = await world.person();
    const due = { ...newExport(person.userId, newId('export'), Date.now()), expiresAt: seconds(1 / 1440) };
    await world.put(exportsTable, due);
    const young = await plantExport(world, person, { state: 'ready' });
    const s3 = world.aws.client(S3);
    for (const name of [`${due.exportId}.zip`, `${due.exportId}.identity.json`, `${young}.zip`])
      await s3.putObject({ Bucket: Bucket(world), Key: `${person.userId}/${name}`, Body: 'a' });
    return async () => {
      await world.invoke('sweep-exports', {});
      expect(await objectsOf(world, person)).toEqual([`${person.userId}/${young}.zip`]);
    };
  }),

  journey('an account is closed, then at once', 'leaving erase-account sweep-erasures', async (world) => {
    const person = await world.person();
    return async () => {
      const leave = (recovery: boolean) => world.call(person, 'DELETE /v1/account', { recovery });
      await leave(true);
      const first = await erasureOf(world, person);
      const { userId, erasureId } = first;
      await expectExecution(world, 'EraseMachine', { userId, id: erasureId }, roundOf(first, Date.now()));
      // The workflow begins by ending every session there is; the same wish again comes by a later one.
      await expect
        .poll(() => world.items(tokens, person.userId), { timeout: 20_000, interval: 200 })
        .toEqual([]);
      const again = await world.parts.people.signIn(person);
      await world.call(again, 'DELETE /v1/account', { recovery: false });
      expect((await erasureOf(world, person)).dueAt).toBeLessThan(first.dueAt);
    };
  }),

  journey('a closing is taken back', 'leaving restore-account sweep-erasures', async (world) => {
    const person = await world.person();
    const erasure = await newErasureOf(world, person, true);
    await world.put(erasures, { ...erasure, state: 'waiting' });
    await world.change(tokens, { tokenHash: hashToken(person.session) }, { accountState: 'closing' });
    return async () => {
      await world.call(person, 'POST /v1/account/restore');
      const { userId, erasureId } = erasure;
      await expectExecution(world, 'RestoreMachine', { userId, id: erasureId });
    };
  }),

  journey('a receipt is read', 'leaving', async (world) => {
    const receiptId = newId('receipt');
    await world.put(receipts, { receiptId, document: '{}', signature: 'none', expiresAt: seconds(1) });
    await inNewProcess(world, 'leaving');
    return async () => {
      const read = await world.call(undefined, `GET /v1/receipts/${receiptId}`);
      expect(String(at(read, 'publicKey'))).toContain('PUBLIC KEY');
    };
  }),

  journey('what is due is started', 'sweep-erasures erase-account restore-account leaving', async (world) => {
    const plant = async (state: 'erasing' | 'restoring') => {
      const { userId } = world.nobody();
      const erasureId = newId('erasure');
      const dueAt = Math.floor(Date.now() / 1000);
      const requestedAt = new Date().toISOString();
      const nothing = { erased: {}, keysDestroyed: {} };
      const receiptId = newId('receipt');
      await world.put(erasures, { userId, erasureId, receiptId, state, requestedAt, dueAt, ...nothing });
      return { userId, id: erasureId };
    };
    const erasing = await plant('erasing');
    const restoring = await plant('restoring');
    return async () => {
      const hour = new Date().toISOString().slice(0, 13);
      await world.invoke('sweep-erasures', {});
      await expectExecution(world, 'EraseMachine', erasing, hour);
      await expectExecution(world, 'RestoreMachine', restoring, hour);
    };
  }),

  journey('the policy is read', 'policies', async (world) => async () => {
    const read = await world.call(undefined, 'GET /v1/policies/privacy');
    const listed = await world.call(undefined, 'GET /v1/policies/privacy/versions');
    expect(JSON.stringify(listed)).toContain(String(at(read, 'sha256')));
  }),

  journey('the policy is published', 'publish-policy', async (world) => {
    const [published = {}] = await everyItem(world.parts, policyVersions);
    const { v: _, ...version } = published;
    return async () =>
      expect(
        await tellCustomResource((event) => world.invoke('publish-policy', event), {
          version: JSON.stringify(version),
        }),
      ).toBe('SUCCESS');
  }),

  journey('the stores are named', 'name-stores', async (world) => {
    const [{ names } = {}] = await everyItem(world.parts, storeNames);
    return async () =>
      expect(await tellCustomResource((event) => world.invoke('name-stores', event), { names })).toBe(
        'SUCCESS',
      );
  }),

  journey('overdue items are removed', 'purge', async (world) => {
    await inNewProcess(world, 'purge');
    const overdue = await Promise.all(
      expiringTables.map(async (spec) => [spec, await plantRaw(world, spec, world.nobody(), 1)] as const),
    );
    return async () => {
      await world.invoke('purge', {});
      for (const [spec, key] of overdue) {
        const left = (await everyItem(world.parts, spec)).filter((item) =>
          Object.entries(key).every(([name, value]) => item[name] === value),
        );
        expect(left, spec.name).toEqual([]);
      }
      const reports = (await world.items(readings, 'purge')).map(({ at: when }) => Date.parse(String(when)));
      expect(Math.min(...reports)).toBeGreaterThan(Date.now() - 60_000);
    };
  }),
];

async function erasureOf(world: World, { userId }: Pick<Owner, 'userId'>) {
  const [erasure] = await world.items(erasures, userId);
  return z.looseObject(erasures.item.shape).parse(erasure);
}
