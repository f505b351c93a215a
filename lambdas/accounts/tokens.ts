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

function common(now: number) {
  const at = new Date(now).toISOString();
  return { createdAt: at, lastUsedOn: at.slice(0, 10) };
}

/** A session of somebody with an account. `label` is the kind of browser, nothing finer (C22). */
export function newSession(account: Account, label: string, signedInAt: number, now: number): Issued {
  const value = newToken('session');
  return {
    value,
    item: {
      tokenHash: hashToken(value),
      tokenId: newId('session', now),
      kind: 'session',
      ...holder(account),
      label,
      ...common(now),
      signedInAt,
      expiresAt: Math.floor(now / 1000) + SESSION_SECONDS,
    },
  };
}

/** A session of somebody who has signed in and not accepted the policy yet; half an hour to do so. */
export function newSignIn(subject: string, label: string, signedInAt: number, now: number): Issued {
  const value = newToken('sign-in');
  return {
    value,
    item: {
      tokenHash: hashToken(value),
      tokenId: newId('session', now),
      kind: 'sign-in',
      subject,
      userId: newId('account'),
      accountState: 'active',
      keyEpoch: 0,
      plan: firstPlan,
      label,
      ...common(now),
      signedInAt,
      expiresAt: Math.floor(now / 1000) + SIGN_IN_SECONDS,
    },
  };
}

export function newApiKey(
  actor: Actor,
  wanted: { readonly label: string; readonly scopes: readonly Permission[]; readonly expiresInDays: number },
  now: number,
): Issued {
  const value = newToken('api-key');
  const days = Math.min(wanted.expiresInDays, MAX_API_KEY_DAYS);
  return {
    value,
    item: {
      tokenHash: hashToken(value),
      tokenId: newId('apiKey', now),
      kind: 'api-key',
      userId: actor.userId,
      customerId: actor.customerId,
      accountState: actor.accountState,
      keyEpoch: actor.keyEpoch,
      plan: actor.plan,
      scopes: [...wanted.scopes],
      label: wanted.label,
      ...common(now),
      signedInAt: Math.floor(now / 1000),
      expiresAt: Math.floor(now / 1000) + days * DAY_SECONDS,
    },
  };
}

/** What a token repeats of its account, so that one read authenticates. */
export function holder({ userId, customerId, state, keyEpoch, plan }: Account) {
  return { userId, customerId, accountState: state, keyEpoch, plan };
}

/** What a person sees of a token. */
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
