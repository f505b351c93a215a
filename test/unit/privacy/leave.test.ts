import { SFNClient } from '@aws-sdk/client-sfn';
import { expect, it } from 'vitest';
import type { Erasure } from '../../../lambdas/privacy/erasure-store.ts';
import { newErasure } from '../../../lambdas/privacy/erasures.ts';
import { closeAccount } from '../../../lambdas/privacy/leave.ts';
import { profiles } from '../../../policy/profiles/all.ts';
import { accountOf, callBy } from '../accounts/account.ts';

const now = Date.UTC(2026, 10, 23);
const account = accountOf(now, { state: 'closing', keyEpoch: 2 });
const call = (recovery: boolean) => callBy(account, now, { body: { recovery } });

/** An erasure that was asked for before; `hasten` meets what it has become meanwhile. */
const leaving = (before: Erasure, hastened: 'moved' | 'conflict') => ({
  profile: profiles.connic,
  people: { find: async () => account },
  identities: { signInsOf: async () => [account.subject] },
  erasures: {
    add: async () => before,
    find: async () => before,
    hasten: async () => hastened,
    move: async () => 'moved' as const,
  },
  workflows: new SFNClient({ region: 'eu-central-1' }),
});
const before = newErasure(account, true, profiles.connic, now - 1000);

it('C83 promises no deletion while the account is coming back', async () => {
  const restoring = leaving({ ...before, state: 'restoring' }, 'moved');
  await expect(closeAccount(restoring, call(true))).rejects.toMatchObject({ code: 'conflict' });
  const restoredMeanwhile = leaving({ ...before, state: 'waiting' }, 'conflict');
  await expect(closeAccount(restoredMeanwhile, call(false))).rejects.toMatchObject({ code: 'conflict' });
});
