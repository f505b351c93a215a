import { expect } from 'vitest';
import { acceptances, accounts, identities, tokens } from '../../../../contracts/accounts/stores.ts';
import { balances, ledger } from '../../../../contracts/billing/stores.ts';
import { credentials } from '../../../../contracts/credentials/stores.ts';
import { contentKeys, credentialKeys } from '../../../../contracts/platform/stores.ts';
import { auditTrail } from '../../../../contracts/privacy/stores.ts';
import { hashToken } from '../../../../lambdas/platform/auth/token.ts';
import { findProfile } from '../../../../policy/profiles/all.ts';
import { at } from '../../evidence/template.ts';
import { purseOf } from '../../purse.ts';
import { LOCKED_MS, lock, signUpOf, sweepAsDeployed } from '../../sign-ups.ts';
import { journey } from '../journey.ts';
import type { Owner, World } from '../world.ts';

/** What a person's audit trail ends with. */
export async function lastAudited(world: World, { userId }: Pick<Owner, 'userId'>): Promise<unknown> {
  return (await world.items(auditTrail, userId)).at(-1)?.['action'];
}

const accepting = ({ stage }: World) => ({
  policyVersion: findProfile(stage.deployment.profile).policyRevised,
  adult: true,
});

export const accountJourneys = [
  journey('an account is opened', 'accounts sign-in', async (world) => {
    const newcomer = await world.parts.people.newcomer();
    return async () => {
      const made = await world.call(newcomer, 'POST /v1/onboarding', accepting(world));
      const userId = String(at(made, 'userId'));
      expect(await world.call(newcomer, 'GET /v1/account')).toMatchObject({
        email: newcomer.email,
        acceptances: [{}],
      });
      const [account] = await world.items(accounts, userId);
      const customer = String(account?.['customerId']);
      for (const spec of [identities, acceptances, contentKeys, credentialKeys])
        expect(await world.items(spec, userId), spec.name).toHaveLength(1);
      for (const spec of [balances, ledger])
        expect(await world.items(spec, customer), spec.name).toHaveLength(1);
      expect((await world.items(auditTrail, userId)).map(({ action }) => action)).toEqual([
        'account.created',
      ]);
    };
  }),

  journey('an onboarding is repeated', 'accounts sign-in', async (world) => {
    const person = await world.person();
    const [account] = await world.items(accounts, person.userId);
    // As a second request saw it that was on its way at the same time.
    await world.change(
      tokens,
      { tokenHash: hashToken(person.session) },
      { kind: 'sign-in', subject: account?.['subject'] },
    );
    return async () =>
      expect(await world.call(person, 'POST /v1/onboarding', accepting(world))).toMatchObject({
        userId: person.userId,
      });
  }),

  journey('sessions and keys come and go', 'accounts sign-in', async (world) => {
    const person = await world.person();
    const other = await world.parts.people.signIn(person);
    return async () => {
      const wanted = { label: 'A key', scopes: ['credits:read'], expiresInDays: 1 };
      const made = await world.call(person, 'POST /v1/api-keys', wanted);
      expect(await world.call(person, 'GET /v1/sessions')).toMatchObject({ items: [{}, {}] });
      expect(await world.call(person, 'GET /v1/api-keys')).toMatchObject({ items: [{}] });
      await world.call(person, `DELETE /v1/api-keys/${String(at(made, 'key', 'tokenId'))}`);
      await world.call(person, 'DELETE /v1/sessions');
      await expect(world.call(other, 'GET /v1/session')).rejects.toThrow('401');
      await world.call(person, 'POST /v1/sign-out');
      expect(await world.items(tokens, person.userId)).toEqual([]);
      const actions = (await world.items(auditTrail, person.userId)).map(({ action }) => action);
      expect(actions.slice(-4)).toEqual([
        'api-key.created',
        'api-key.revoked',
        'session.ended',
        'session.ended',
      ]);
    };
  }),

  journey('a person signs in again', 'sign-in accounts', async (world) => {
    const person = await world.person();
    return async () => {
      const again = await world.parts.people.signIn(person);
      expect(await world.call(again, 'GET /v1/session')).toMatchObject({ userId: person.userId });
      expect(await lastAudited(world, person)).toBe('session.started');
    };
  }),

  journey('unfinished sign-ups are swept', 'sweep-newcomers', async (world) => {
    const { deployment } = world.stage;
    const [newcomer, holder] = [await world.parts.people.newcomer(), await world.person()];
    const emails = [newcomer.email, holder.email];
    const found = () => Promise.all(emails.map((email) => signUpOf(deployment, email)));
    const subjects = (await found()).map((one) => one?.subject ?? '');
    // As the sweep left an address whose account came about while it was being locked.
    await lock(deployment, subjects[1] ?? '');
    return async () => {
      await world.invoke('sweep-newcomers', {});
      const now = Date.now();
      expect(await sweepAsDeployed(deployment, subjects, now)).toEqual({
        locked: 1,
        unlocked: 1,
        deleted: 0,
      });
      await sweepAsDeployed(deployment, subjects, now + LOCKED_MS);
      expect(await found()).toMatchObject([undefined, { isLocked: false }]);
    };
  }),

  journey('somebody is locked out', 'shut-out', async (world) => {
    const { deployment } = world.stage;
    const person = await world.person();
    await lock(deployment, (await signUpOf(deployment, person.email))?.subject ?? '');
    return async () => {
      await world.invoke('shut-out', {});
      expect(await world.items(tokens, person.userId)).toEqual([]);
      expect(await lastAudited(world, person)).toBe('session.ended');
    };
  }),

  journey('credits are read', 'credits', async (world) => {
    const person = await world.person();
    return async () => {
      const read = await world.call(person, 'GET /v1/credits');
      const listed = await world.call(person, 'GET /v1/credits/ledger');
      expect(at(listed, 'items', '0', 'amount')).toBe(at(read, 'balance'));
    };
  }),

  journey('an abandoned hold is given back', 'sweep-holds', async (world) => {
    const { customerId } = world.nobody();
    const holds = { hld_left: { amount: 40, until: 1, purpose: 'chat' as const } };
    await world.put(balances, purseOf(customerId, { balance: 100, available: 60, holds }));
    return async () => {
      await world.invoke('sweep-holds', {});
      expect(await world.items(balances, customerId)).toMatchObject([
        { balance: 100, available: 100, holds: {} },
      ]);
    };
  }),

  journey('a credential is stored, replaced and deleted', 'credentials', async (world) => {
    const person = await world.person();
    return async () => {
      const made = await world.call(person, 'POST /v1/credentials', { label: 'One', value: 'first' });
      const path = `/v1/credentials/${String(at(made, 'credentialId'))}`;
      await world.call(person, `PUT ${path}`, { label: 'Two', value: 'second' });
      expect(await world.call(person, 'GET /v1/credentials')).toMatchObject({ items: [{ label: 'Two' }] });
      await world.call(person, `DELETE ${path}`);
      expect(await world.items(credentials, person.userId)).toEqual([]);
      expect(await lastAudited(world, person)).toBe('credential.deleted');
    };
  }),
];
