import type { accounts, tokens } from '../../contracts/accounts/stores.ts';
import { SESSION_SECONDS, SIGN_IN_SECONDS } from '../../contracts/accounts/stores.ts';
import { newId } from '../../contracts/ids.ts';
import type { Permission } from '../../contracts/permissions.ts';
import type { ItemOf } from '../../contracts/spec/store.ts';
import { firstPlan } from '../../policy/plans.ts';
import { MAX_API_KEY_DAYS } from '../../policy/retention.ts';
import type { Actor, Newcomer } from '../platform/auth/actor.ts';
import { hashToken, newToken } from '../platform/auth/token.ts';

export type Token = ItemOf<typeof tokens>;
export type Account = ItemOf<typeof accounts>;

/** A token as its holder gets it, once, and as it is stored. */
export interface Issued {
  readonly value: string;
  readonly item: Token;
}

const DAY_SECONDS = 86_400;

/** A new token that lives for so many seconds. */
function issue(
  own: Omit<Token, 'tokenHash' | 'tokenId' | 'createdAt' | 'lastUsedOn' | 'expiresAt'>,
  life: number,
  now: number,
): Issued {
  const value = newToken(own.kind);
  const createdAt = new Date(now).toISOString();
  const item = {
    ...own,
    tokenHash: hashToken(value),
    tokenId: newId(own.kind === 'api-key' ? 'apiKey' : 'session', now),
    createdAt,
    lastUsedOn: createdAt.slice(0, 10),
    expiresAt: Math.floor(now / 1000) + life,
  };
  return { value, item };
}

/** A session of somebody with an account. `label` is the kind of browser, nothing finer (C22). */
export const newSession = (account: Account, label: string, signedInAt: number, now: number): Issued =>
  issue({ kind: 'session', ...holder(account), label, signedInAt }, SESSION_SECONDS, now);

/** A session of somebody who has signed in and not accepted the policy yet; half an hour to do so. */
export function newSignIn(subject: string, label: string, signedInAt: number, now: number): Issued {
  const userId = newId('account');
  const person = { subject, userId, accountState: 'active', keyEpoch: 0, plan: firstPlan } as const;
  return issue({ kind: 'sign-in', ...person, label, signedInAt }, SIGN_IN_SECONDS, now);
}

export function newApiKey(
  { userId, customerId, accountState, keyEpoch, plan }: Actor,
  wanted: { readonly label: string; readonly scopes: readonly Permission[]; readonly expiresInDays: number },
  now: number,
): Issued {
  const person = { userId, customerId, accountState, keyEpoch, plan };
  const chosen = { label: wanted.label, scopes: [...wanted.scopes] };
  const days = Math.min(wanted.expiresInDays, MAX_API_KEY_DAYS);
  const signedInAt = Math.floor(now / 1000);
  return issue({ kind: 'api-key', ...person, ...chosen, signedInAt }, days * DAY_SECONDS, now);
}

/** What a token repeats of its account, so that one read authenticates. */
export function holder({ userId, customerId, state, keyEpoch, plan }: Account) {
  return { userId, customerId, accountState: state, keyEpoch, plan };
}

export function tokenView(token: Token, currentHash: string) {
  const { tokenId, kind, label, scopes, createdAt, lastUsedOn, expiresAt, tokenHash } = token;
  return {
    tokenId,
    kind,
    label,
    ...(scopes ? { scopes } : {}),
    createdAt,
    lastUsedOn,
    expiresAt,
    current: tokenHash === currentHash,
  };
}

/** How far a caller has come. */
export function sessionView(caller: Actor | Newcomer) {
  if (caller.kind === 'sign-in') return { stage: 'onboarding' as const, expiresAt: caller.expiresAt };
  const { userId, accountState: state, plan, expiresAt } = caller;
  return {
    stage: state === 'closing' ? ('closing' as const) : ('ready' as const),
    userId,
    state,
    plan,
    expiresAt,
  };
}

/** The kind of browser, in three words at most: enough to recognise one's own session by. */
export function browserLabel(userAgent: string | undefined): string {
  const agent = userAgent ?? '';
  const browser = [
    ['Edg/', 'Edge'],
    ['OPR/', 'Opera'],
    ['Firefox/', 'Firefox'],
    ['Chrome/', 'Chrome'],
    ['Safari/', 'Safari'],
  ].find(([mark]) => agent.includes(mark ?? ''));
  const system = [
    ['Android', 'Android'],
    ['iPhone', 'iOS'],
    ['iPad', 'iOS'],
    ['Windows', 'Windows'],
    ['Mac OS', 'macOS'],
    ['Linux', 'Linux'],
  ].find(([mark]) => agent.includes(mark ?? ''));
  return `${browser?.[1] ?? 'A browser'}${system ? ` on ${system[1]}` : ''}`;
}
