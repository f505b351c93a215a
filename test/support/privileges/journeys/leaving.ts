import { S3 } from '@aws-sdk/client-s3';
import { expect } from 'vitest';
import { accounts, tokens } from '../../../../contracts/accounts/stores.ts';
import { machines } from '../../../../contracts/machines/stores.ts';
import { contentKeys, credentialKeys } from '../../../../contracts/platform/stores.ts';
import { auditTrail, erasures, tombstones, transfer } from '../../../../contracts/privacy/stores.ts';
import { isErasable, type TableSpec } from '../../../../contracts/spec/store.ts';
import { tablesOf } from '../../../../contracts/stores.ts';
import { hashToken } from '../../../../lambdas/platform/auth/token.ts';
import type { Erasure } from '../../../../lambdas/privacy/erasure-store.ts';
import { newErasure } from '../../../../lambdas/privacy/erasures.ts';
import { profiles } from '../../../../policy/profiles/all.ts';
import { receiptOf, verifies } from '../../evidence/leaving.ts';
import { seconds } from '../../evidence/planting.ts';
import { accountOf } from '../../evidence/storage.ts';
import { at } from '../../evidence/template.ts';
import { journey } from '../journey.ts';
import type { Owner, World } from '../world.ts';
import { lastAudited } from './accounts.ts';
import { inNewProcess, plantRaw } from './asides.ts';
import { plantDisk, plantMachine, plantQueue } from './planted-machines.ts';

/** The erasure that a person would ask for. */
export async function newErasureOf(world: World, owner: Owner, recovery: boolean): Promise<Erasure> {
  const profile = profiles[world.stage.deployment.profile];
  return newErasure(await accountOf(world, owner), recovery, profile, Date.now());
}

/** What the workflow asks of the steps, but for a machine: there is none. */
const closing = ['close', 'destroy-credentials', 'machine-gone', 'hide-content'];
const erasing = ['end-sign-ins', 'delete-content', 'delete-stores', 'prove'];

/** The tables of which a person's items must go. */
const erasableTables = ({ stage }: World): readonly TableSpec[] =>
  tablesOf(profiles[stage.deployment.profile].capabilities).filter(isErasable);

/** By what somebody is found in a table. */
const subjectIn = ({ privacy }: TableSpec, { userId, customerId }: Owner): string =>
  privacy.subject.by === 'customer' ? customerId : userId;

async function put({ aws }: World, bucket: string, Key: string): Promise<void> {
  await aws.client(S3).putObject({ Bucket: aws.nameOf(bucket), Key, Body: 'x' });
}

/** A person who is on the way out, with something in every store that is to be emptied. */
async function leaver(world: World, recovery: boolean) {
  const person = await world.person();
  const erasure = await newErasureOf(world, person, recovery);
  await world.put(erasures, erasure);
  const emptied = erasableTables(world);
  // Machines are ended by their own workflow before; the others are what an account is made of.
  const made: readonly TableSpec[] = [machines, accounts, contentKeys, credentialKeys];
  // A session that has not expired goes with the first step already.
  for (const spec of emptied.filter((one) => !made.includes(one)))
    await plantRaw(world, spec, person, spec === tokens ? 1 : seconds(1));
  await put(world, transfer.name, `${person.userId}/a.zip`);
  // As a machine leaves them whose record is gone.
  await plantDisk(world, person);
  await plantQueue(world, person);
  const steps = (...names: readonly string[]) =>
    world.steps('erase-account', person, erasure.erasureId, ...names);
  return { person, erasure, emptied, steps };
}

export const leavingJourneys = [
  journey('an account is erased', 'erase-account sweep-erasures', async (world) => {
    const { person, erasure, emptied, steps } = await leaver(world, false);
    await inNewProcess(world, 'erase-account');
    return async () => {
      await steps(...closing, ...erasing);
      for (const spec of emptied)
        expect(await world.items(spec, subjectIn(spec, person)), spec.name).toEqual([]);
      expect(await world.items(auditTrail, person.userId)).toEqual([]);
      expect(verifies(await receiptOf(world.parts, erasure.receiptId))).toBe(true);
    };
  }),

  journey('a content key waits under the recovery key', 'erase-account sweep-erasures', async (world) => {
    const { person, steps } = await leaver(world, true);
    return async () => {
      await steps(...closing);
      expect(await world.items(contentKeys, person.userId)).toMatchObject([{ state: 'recovery' }]);
      expect(await world.items(auditTrail, person.userId)).toHaveLength(2);
    };
  }),

  journey('who was erased is erased again after a restore', 'replay-tombstones', async (world) => {
    const owner = world.nobody();
    const brought = erasableTables(world);
    // Scheduled functions read every machine, so one with nothing but its keys would stop them.
    await plantMachine(world, owner, { state: 'failed' });
    for (const spec of brought) if (spec !== machines) await plantRaw(world, spec, owner, seconds(1));
    await put(world, tombstones.name, `${owner.userId}/tombstone.json`);
    await inNewProcess(world, 'replay-tombstones');
    return async () => {
      for (let so: unknown = {}; at(so, 'outcome') !== 'done'; )
        so = await world.invoke('replay-tombstones', so);
      for (const spec of brought)
        expect(await world.items(spec, subjectIn(spec, owner)), spec.name).toEqual([]);
    };
  }),

  journey('an account comes back', 'restore-account erase-account sweep-erasures', async (world) => {
    const { person, erasure, steps } = await leaver(world, true);
    await steps(...closing);
    const again = await world.parts.people.signIn(person);
    await world.change(erasures, { userId: person.userId }, { state: 'restoring' });
    return async () => {
      await world.steps('restore-account', person, erasure.erasureId, 'restore');
      expect(await world.items(accounts, person.userId)).toMatchObject([{ state: 'active' }]);
      expect(await world.items(contentKeys, person.userId)).toMatchObject([{ state: 'active' }]);
      expect(await world.items(credentialKeys, person.userId)).toHaveLength(1);
      expect(await world.items(erasures, person.userId)).toEqual([]);
      const [token] = (await world.items(tokens, person.userId)).filter(
        ({ tokenHash }) => tokenHash === hashToken(again.session),
      );
      expect(token).toMatchObject({ accountState: 'active' });
      expect(await lastAudited(world, person)).toBe('account.restored');
    };
  }),
];
