import type { AccountState } from '../../../contracts/accounts/stores.ts';
import type { CustomerId, UserId } from '../../../contracts/ids.ts';
import { type Permission, type RoutePermission, ruleOf } from '../../../contracts/permissions.ts';
import { FRESH_SIGN_IN_SECONDS, type Route } from '../../../contracts/spec/route.ts';
import type { PlanId } from '../../../policy/plans.ts';
import type { ProblemCode } from '../http/problem.ts';

/** Who acts: a person by a session or an API key. */
export interface Actor {
  readonly userId: UserId;
  readonly customerId: CustomerId;
  readonly kind: 'session' | 'api-key';
  readonly tokenHash: string;
  readonly tokenId: string;
  readonly accountState: AccountState;
  readonly keyEpoch: number;
  readonly plan: PlanId;
  readonly scopes: readonly Permission[] | undefined;
  /** Epoch seconds. */
  readonly signedInAt: number;
  readonly expiresAt: number;
}

/** Somebody who signed in and has no account yet: the policy is not accepted. */
export interface Newcomer {
  readonly kind: 'sign-in';
  readonly subject: string;
  /** The id that an account of theirs will have: fixed here, so that a retry makes the same one. */
  readonly userId: UserId;
  readonly tokenHash: string;
  readonly signedInAt: number;
  readonly expiresAt: number;
}

export type Caller = Actor | Newcomer;

/** Why a caller may not use a route, or nothing when it may. Pure: the whole of authorization is this table of rules. */
export function refusal(route: Route, caller: Caller, now: number): ProblemCode | undefined {
  const permission: RoutePermission = route.permission;
  if (permission === 'public' || permission === 'machine') return undefined;
  if (permission === 'sign-in') return caller.kind === 'api-key' ? 'forbidden' : undefined;
  if (caller.kind === 'sign-in') return 'onboarding_required';
  const rule = ruleOf(permission);
  if (caller.kind === 'api-key' && !(rule.apiKey && caller.scopes?.includes(permission))) return 'forbidden';
  if (caller.accountState === 'closing' && !rule.closing) return 'account_closing';
  if (caller.accountState === 'restricted' && !rule.restricted) return 'account_restricted';
  if (route.fresh && now / 1000 - caller.signedInAt > FRESH_SIGN_IN_SECONDS) return 'reauth_required';
  return undefined;
}
