import type { accountRoutes, SignInFailure } from '../../contracts/accounts/routes.ts';
import type { AuditTrail } from '../platform/audit/audit-trail.ts';
import { cookie } from '../platform/auth/authenticate.ts';
import { LOGIN_COOKIE } from '../platform/auth/token.ts';
import type { Call } from '../platform/http/call.ts';
import { type Reply, redirect } from '../platform/http/endpoint.ts';
import type { AccountStore } from './account-store.ts';
import { type IdentityService, redeem, type SignedIn } from './identity-service.ts';
import type { IdentityStore } from './identity-store.ts';
import { attemptFor, clearedAttemptCookie } from './login-cookie.ts';
import { sessionCookie } from './session-cookie.ts';
import type { TokenStore } from './token-store.ts';
import { browserLabel, newSession, newSignIn } from './tokens.ts';

export interface SignInParts {
  readonly service: IdentityService;
  readonly people: AccountStore;
  readonly identities: IdentityStore;
  readonly sessions: TokenStore;
  readonly audit: AuditTrail;
}

/** The console says what happened and what to do. A session that the browser has stays as it is. */
const notSignedIn = (failure: SignInFailure, cookies: readonly string[]) =>
  redirect(`/welcome?problem=${failure}`, cookies);

/** The way back from the login page: a session, or why there is none. */
export async function finishSignIn(
  parts: SignInParts,
  { query, headers, now }: Call<typeof accountRoutes.finishSignIn>,
): Promise<Reply<undefined>> {
  const attempt = attemptFor(cookie(headers['cookie'], LOGIN_COOKIE), query.state);
  // The cookie stays: a forged callback must not end an attempt that is under way.
  if (attempt === undefined) return notSignedIn('sign_in_not_begun', []);
  const signedIn =
    query.code === undefined ? 'sign_in_ended' : await redeem(parts.service, query.code, attempt);
  if (typeof signedIn === 'string') return notSignedIn(signedIn, [clearedAttemptCookie]);
  const session = await startSession(parts, signedIn, browserLabel(headers['user-agent']), now);
  return redirect(attempt.next, [sessionCookie(session), clearedAttemptCookie]);
}

/** A session of the account or, where there is none yet, one that can open it. Answers with its token. */
async function startSession(
  { people, identities, sessions, audit }: SignInParts,
  { subject, signedInAt }: SignedIn,
  label: string,
  now: number,
): Promise<string> {
  const owner = await identities.ownerOf(subject);
  const account = owner && (await people.find(owner));
  if (account === undefined) {
    const { item, value } = newSignIn(subject, label, signedInAt, now);
    await sessions.put(item);
    return value;
  }
  const { item, value } = newSession(account, label, signedInAt, now);
  const started = { action: 'session.started', by: 'you', of: item.tokenId } as const;
  await audit.record(account.userId, started, sessions.adding(item), now);
  return value;
}
