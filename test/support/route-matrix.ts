import { type Permission, ruleOf } from '../../contracts/permissions.ts';
import type { Route } from '../../contracts/spec/route.ts';

/** Who tries a route. */
export const visitors = [
  'nobody',
  'expired',
  'revoked',
  'guessed',
  'other-scope',
  'restricted',
  'closing',
  'stranger',
] as const;
export type Visitor = (typeof visitors)[number];

/** What must come of a try: these statuses and codes; nothing said means that anything but a refusal of access may. */
export type Expected = { readonly status: readonly number[]; readonly code?: string } | 'let in';

/** The one scope that the visiting API key has. */
export const OTHER_SCOPE: Permission = 'credits:read';

/**
 * What a route owes each visitor, by its permission alone. Nothing when the visitor means nothing there: a stranger at
 * a route that names no thing of somebody.
 */
export function expectedOf(route: Route, visitor: Visitor): Expected | undefined {
  const { permission } = route;
  if (permission === 'machine') return visitor === 'nobody' ? { status: [403] } : undefined;
  if (permission === 'public') return visitor === 'nobody' ? 'let in' : undefined;
  switch (visitor) {
    case 'nobody':
    case 'expired':
    case 'revoked':
    case 'guessed':
      return { status: [401], code: 'unauthenticated' };
    case 'other-scope':
      return permission === OTHER_SCOPE ? 'let in' : { status: [403], code: 'forbidden' };
    case 'restricted':
      if (permission === 'sign-in' || ruleOf(permission).restricted) return 'let in';
      return { status: [403], code: 'account_restricted' };
    case 'closing':
      if (permission === 'sign-in' || ruleOf(permission).closing) return 'let in';
      return { status: [403], code: 'account_closing' };
    case 'stranger':
      return route.params === undefined ? undefined : { status: [404, 409] };
  }
}

const refusals =
  'unauthenticated forbidden account_restricted account_closing onboarding_required cross_site_request'.split(
    ' ',
  );

/** What is wrong with an answer; nothing when it is as expected. */
export function faultOf(expected: Expected, status: number, code: string | undefined): string | undefined {
  if (expected === 'let in')
    return code !== undefined && refusals.includes(code) ? `refused: ${status} ${code}` : undefined;
  if (!expected.status.includes(status))
    return `answered ${status} ${code ?? ''} instead of ${expected.status.join(' or ')}`;
  return expected.code !== undefined && code !== expected.code
    ? `said ${code} instead of ${expected.code}`
    : undefined;
}
