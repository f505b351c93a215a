import { newId } from '../../../contracts/ids.ts';
import { type Account, holder } from '../../../lambdas/accounts/tokens.ts';
import type { Actor } from '../../../lambdas/platform/auth/actor.ts';

/** Somebody's account, opened at `now`. */
export const accountOf = (now: number, facts: Partial<Account> = {}): Account => ({
  userId: newId('account'),
  subject: 'subject',
  customerId: newId('customer'),
  state: 'active',
  plan: 'free',
  keyEpoch: 1,
  adult: true,
  createdAt: new Date(now).toISOString(),
  ...facts,
});

/** A call of the account's holder, signed in at `now`, with what a route reads of it. */
export const callBy = <Read extends object>(account: Account, now: number, read: Read) => {
  const actor: Actor = {
    ...holder(account),
    kind: 'session',
    tokenHash: '',
    tokenId: '',
    scopes: undefined,
    signedInAt: now / 1000,
    expiresAt: now / 1000 + 3600,
  };
  const nothing = { params: {}, query: {}, body: undefined, headers: {} };
  return {
    ...nothing,
    actor,
    requestId: '',
    now,
    instanceId: undefined,
    signal: new AbortController().signal,
    ...read,
  };
};
