import { expect, it } from 'vitest';
import type { UserId } from '../../../contracts/ids.ts';
import { shutOut } from '../../../lambdas/accounts/shut-out.ts';
import { SignUpStore } from '../../../lambdas/accounts/sign-up-store.ts';
import { TokenStore } from '../../../lambdas/accounts/token-store.ts';
import { newSession } from '../../../lambdas/accounts/tokens.ts';
import { AuditTrail } from '../../../lambdas/platform/audit/audit-trail.ts';
import { scriptedDocuments } from '../../support/scripted-documents.ts';
import { accountOf } from './account.ts';
import { SignUpPool } from './sign-up-pool.ts';

const DAY = 86_400_000;
const now = Date.parse('2026-11-23T12:00:00Z');

it('ends what whoever is locked can act by, and leaves who was locked by the sweep while opening an account', async () => {
  const user = (isLocked: boolean, up: number, changed = up) => ({
    createdAt: now - up,
    changedAt: now - changed,
    isLocked,
  });
  const pool = new SignUpPool(
    {
      free: user(false, 30 * DAY),
      locked: user(true, 30 * DAY, 1000),
      nobody: user(true, 9 * DAY, 2 * DAY),
      newest: user(true, 8 * DAY, DAY),
    },
    () => now,
  );
  const holders = {
    free: accountOf(now - 20 * DAY),
    locked: accountOf(now - 20 * DAY),
    newest: accountOf(now - DAY + 1000),
  };
  const owners = new Map(Object.entries(holders));
  const ended: string[] = [];
  const store = new TokenStore(scriptedDocuments().db, 'tokens');
  store.listByUser = async (user: UserId) => {
    const holder = [...owners.values()].find(({ userId }) => userId === user);
    return holder ? [newSession(holder, 'A browser', now, now).item] : [];
  };
  const audit = new AuditTrail(scriptedDocuments().db, 'audit');
  audit.record = async (user, { action, by }) => {
    ended.push(`${action} ${by} ${user}`);
    return 'recorded';
  };
  const parts = {
    signUps: new SignUpStore(pool.client(), 'pool'),
    people: { find: async (user: UserId) => [...owners.values()].find(({ userId }) => userId === user) },
    identities: { ownerOf: async (subject: string) => owners.get(subject)?.userId },
    store,
    audit,
  };
  expect(await shutOut(parts, now)).toBe(1);
  expect(ended).toEqual([`session.ended platform ${holders.locked.userId}`]);
  expect(pool.done).toEqual([]);
});
