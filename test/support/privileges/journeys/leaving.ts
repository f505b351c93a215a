import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { expect } from 'vitest';
import { accounts, tokens } from '../../../../contracts/accounts.ts';
import { contentKeys, credentialKeys } from '../../../../contracts/keys.ts';
import { machines } from '../../../../contracts/machines.ts';
import { auditTrail, erasures, transfer } from '../../../../contracts/privacy.ts';
import type { TableSpec } from '../../../../contracts/spec/store.ts';
import { tablesOf } from '../../../../contracts/stores.ts';
import { hashToken } from '../../../../lambdas/platform/auth/token.ts';
import type { Erasure } from '../../../../lambdas/privacy/erasure-store.ts';
import { newErasure } from '../../../../lambdas/privacy/erasures.ts';
import { profiles } from '../../../../policy/profiles/all.ts';
import { receiptOf, verifies } from '../../evidence/leaving.ts';
import { journey } from '../journey.ts';
import type { Owner, World } from '../world.ts';
import { lastAudited } from './accounts.ts';
import { plantRaw } from './asides.ts';

/** The erasure that a person would ask for. */
export async function newErasureOf(world: World, { userId }: Owner, recovery: boolean): Promise<Erasure> {
  const { v: _, ...account } = (await world.items(accounts, userId))[0] ?? {};
  const profile = profiles[world.stage.deployment.profile];
  return newErasure(accounts.item.parse(account), recovery, profile, Date.now());
}

/** What the workflow asks of the steps, but for a machine: there is none. */
const closing = ['close', 'destroy-credentials', 'machine-gone', 'hide-content'];
const erasing = ['delete-stores', 'delete-objects', 'destroy-content', 'delete-identity', 'prove'];

/** A person who is on the way out, with something in every store that is to be emptied. */
async function leaver(world: World, recovery: boolean) {
  const person = await world.person();
  const erasure = await newErasureOf(world, person, recovery);
  await world.put(erasures, erasure);
  const { capabilities } = profiles[world.stage.deployment.profile];
  const emptied = tablesOf(capabilities).filter(({ privacy }) => privacy.erase === 'delete');
  // Machines are ended by their own workflow before; the other four are what an account is made of.
  const made: readonly TableSpec[] = [machines, accounts, contentKeys, credentialKeys];
  for (const spec of emptied.filter((one) => !made.includes(one))) await plantRaw(world, spec, person, 1);
  await world.aws.client(S3Client).send(
    new PutObjectCommand({
      Bucket: world.aws.nameOf(transfer.name),
      Key: `${person.userId}/a.zip`,
      Body: 'x',
    }),
  );
  const steps = (...names: readonly string[]) =>
    world.steps('erase-account', person, erasure.erasureId, ...names);
  return { person, erasure, emptied, steps };
}

export const leavingJourneys = [
  journey('an account is erased', ['erase-account', 'sweep-erasures'], async (world) => {
    const { person, erasure, emptied, steps } = await leaver(world, false);
    return async () => {
      await steps(...closing, ...erasing);
      for (const spec of emptied) {
        const subject = spec.privacy.subject.by === 'customer' ? person.customerId : person.userId;
        expect(await world.items(spec, subject), spec.name).toEqual([]);
      }
      expect(await lastAudited(world, person)).toBe('account.erased');
      expect(verifies(await receiptOf(world.parts, erasure.receiptId))).toBe(true);
    };
  }),

  journey(
    'a content key waits under the recovery key',
    ['erase-account', 'sweep-erasures'],
    async (world) => {
      const { person, steps } = await leaver(world, true);
      return async () => {
        await steps(...closing);
        expect(await world.items(contentKeys, person.userId)).toMatchObject([{ state: 'recovery' }]);
        expect(await world.items(auditTrail, person.userId)).toHaveLength(2);
      };
    },
  ),

  journey('an account comes back', ['restore-account', 'erase-account', 'sweep-erasures'], async (world) => {
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
