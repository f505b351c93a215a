import { describe, expect, it } from 'vitest';
import { SIGN_IN_SECONDS } from '../../../contracts/accounts/stores.ts';
import { newId } from '../../../contracts/ids.ts';
import { SignUpStore } from '../../../lambdas/accounts/sign-up-store.ts';
import { sweepNewcomersFunction } from '../../../lambdas/accounts/sweep-newcomers.function.ts';
import { sweepNewcomers } from '../../../lambdas/accounts/sweep-newcomers.ts';
import { unfinishedSignUp } from '../../../policy/retention.ts';
import { accountOf } from './account.ts';
import { type PoolUser, SignUpPool } from './sign-up-pool.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const now = Date.parse('2026-11-23T12:00:00Z');

/** Signed up so long ago, and nothing since. */
const signedUp = (ago: number): PoolUser => ({ createdAt: now - ago, changedAt: now - ago, isLocked: false });
/** Signed up long ago, locked so long ago. */
const locked = (ago: number, up = 30 * DAY): PoolUser => ({
  createdAt: now - up,
  changedAt: now - ago,
  isLocked: true,
});

/** A pool, and since when those have an account who have one; nothing where the account is missing. */
function world(
  users: Readonly<Record<string, PoolUser>>,
  holders: Readonly<Record<string, number | undefined>>,
) {
  let clock = now;
  const pool = new SignUpPool(users, () => clock);
  const owners = new Map(Object.keys(holders).map((subject) => [subject, newId('account', now)]));
  const accounts = [...owners].flatMap(([subject, userId]) => {
    const openedAt = holders[subject];
    return openedAt === undefined ? [] : [accountOf(openedAt, { userId, subject })];
  });
  const identities = { ownerOf: async (subject: string) => owners.get(subject) };
  const people = { find: async (user: string) => accounts.find(({ userId }) => userId === user) };
  const sweep = (at = now) => {
    clock = at;
    return sweepNewcomers({ signUps: new SignUpStore(pool.client(), 'pool'), people, identities }, at);
  };
  return { pool, sweep };
}

describe('a sweep of sign-ups', () => {
  it('locks an address that is a week old and of no account, and leaves everybody else', async () => {
    const { pool, sweep } = world(
      {
        young: signedUp(7 * DAY - 1),
        old: signedUp(7 * DAY),
        holder: signedUp(400 * DAY),
        'newest holder': signedUp(MINUTE),
      },
      { holder: now - 400 * DAY, 'newest holder': now },
    );
    expect(await sweep()).toEqual({ locked: 1, unlocked: 0, deleted: 0 });
    expect(pool.done).toEqual(['Disable old']);
  });

  it('deletes one that was locked a day ago, and waits with one that was locked since', async () => {
    const { pool, sweep } = world({ due: locked(DAY), recent: locked(DAY - 1) }, {});
    expect(await sweep()).toEqual({ locked: 0, unlocked: 0, deleted: 1 });
    expect(pool.done).toEqual(['Delete due']);
  });

  it('unlocks, without waiting, one that became an account while it was being locked or after', async () => {
    const { pool, sweep } = world(
      { meanwhile: locked(2 * DAY), after: locked(HOUR) },
      { meanwhile: now - 2 * DAY - MINUTE, after: now - HOUR + 30 * MINUTE },
    );
    expect(await sweep()).toEqual({ locked: 0, unlocked: 2, deleted: 0 });
    expect(pool.done.toSorted()).toEqual(['Enable after', 'Enable meanwhile']);
  });

  it('leaves a lock of the operator: on an account that was there before, or on an address that was young', async () => {
    const { pool, sweep } = world(
      {
        'old account': locked(2 * DAY),
        'young then': locked(8 * DAY, 8 * DAY + HOUR),
        'young now': locked(3 * DAY, 4 * DAY),
      },
      { 'old account': now - 20 * DAY, 'young then': now - 8 * DAY },
    );
    expect(await sweep()).toEqual({ locked: 0, unlocked: 0, deleted: 0 });
    expect(pool.done).toEqual([]);
  });

  it('deletes nobody whose sign-in leads to an account that cannot be found', async () => {
    const { pool, sweep } = world(
      { astray: signedUp(30 * DAY), 'locked astray': locked(9 * DAY) },
      { astray: undefined, 'locked astray': undefined },
    );
    await sweep();
    expect(pool.done).toEqual([]);
  });

  it('goes through every page, and asks Cognito for no address', async () => {
    const users = Array.from({ length: 150 }, (_, n) => [`sub-${n}`, signedUp(8 * DAY)] as const);
    const { pool, sweep } = world(Object.fromEntries(users), {});
    expect(await sweep()).toMatchObject({ locked: 150 });
    expect(pool.lists.map(({ Limit, AttributesToGet }) => [Limit, AttributesToGet])).toEqual(
      [1, 2, 3].map(() => [60, ['sub']]),
    );
    expect(await sweep(now + DAY)).toMatchObject({ deleted: 150 });
    expect(pool.users.size).toBe(0);
  });

  it('goes on where somebody is gone in the meantime', async () => {
    const { pool, sweep } = world({ a: signedUp(8 * DAY), b: locked(2 * DAY), c: signedUp(8 * DAY) }, {});
    pool.vanishing = 'b';
    await sweep();
    expect(pool.done).toEqual(['Disable a', 'Disable c']);
  });

  it('comes to the same end, whichever call is the last of a run', async () => {
    const users = {
      gone: locked(2 * DAY),
      holder: signedUp(8 * DAY),
      kept: locked(2 * DAY),
      old: signedUp(8 * DAY),
    };
    const holders = { holder: now - 8 * DAY, kept: now - 2 * DAY };
    for (let calls = 0; calls < 4; calls++) {
      const { pool, sweep } = world(users, holders);
      pool.callsLeft = calls;
      await expect(sweep()).rejects.toThrow('killed');
      pool.callsLeft = Number.POSITIVE_INFINITY;
      await sweep(now + HOUR);
      expect(pool.done.toSorted()).toEqual(['Delete gone', 'Disable old', 'Enable kept']);
      expect([...pool.users].map(([subject, { isLocked }]) => [subject, isLocked])).toEqual([
        ['holder', false],
        ['kept', false],
        ['old', true],
      ]);
    }
  });
});

it('a lock outlives every sign-in that was under way', () => {
  // Ten minutes at the sign-in page, then a sign-in that may still become an account.
  expect(unfinishedSignUp.locked.seconds).toBeGreaterThan(10 * 60 + SIGN_IN_SECONDS);
});

it('an address without an account is gone within the days that the policy names', () => {
  const { waits, locked, gone } = unfinishedSignUp;
  const [trigger] = sweepNewcomersFunction.triggers;
  const late = 2 * (trigger?.on === 'rate' ? trigger.minutes : Number.NaN) * 60;
  expect(waits.seconds + locked.seconds + late).toBeLessThanOrEqual(gone.seconds);
});
