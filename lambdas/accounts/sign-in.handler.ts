import { accountRoutes } from '../../contracts/account-routes.ts';
import { accounts, identities, type SignInFailure, tokens } from '../../contracts/accounts.ts';
import { openAudit } from '../platform/audit/audit-trail.ts';
import { cookie } from '../platform/auth/authenticate.ts';
import { LOGIN_COOKIE } from '../platform/auth/token.ts';
import { documents } from '../platform/aws/clients.ts';
import { env } from '../platform/env.ts';
import { api, endpoint, redirect } from '../platform/http/endpoint.ts';
import { AccountStore } from './account-store.ts';
import { authorizeUrl, type IdentityService, redeem } from './identity-service.ts';
import { attemptCookie, attemptFor, clearedAttemptCookie, newAttempt } from './login-cookie.ts';
import { sessionCookie } from './session-cookie.ts';
import { TokenStore } from './token-store.ts';
import { browserLabel, newSession, newSignIn } from './tokens.ts';

const service: IdentityService = {
  signInUrl: env('SIGN_IN_URL'),
  clientId: env('SIGN_IN_CLIENT_ID'),
  poolId: env('USER_POOL_ID'),
  jwksUrl: env('JWKS_URL'),
  origin: env('ORIGIN'),
};
const people = new AccountStore(documents, { accounts: env(accounts.env), identities: env(identities.env) });
const sessions = new TokenStore(documents, env(tokens.env));
const audit = openAudit();

/** The console says what happened and what to do. A session that the browser has stays as it is. */
const notSignedIn = (failure: SignInFailure, cookies: readonly string[]) =>
  redirect(`/welcome?problem=${failure}`, cookies);

export const handler = api([
  endpoint({ route: accountRoutes.health, run: async () => ({ status: 'ok' as const }) }),
  endpoint({
    route: accountRoutes.signIn,
    run: async ({ query }) => {
      const attempt = newAttempt(query.next ?? '/');
      return redirect(authorizeUrl(service, attempt, query.fresh === '1'), [attemptCookie(attempt)]);
    },
  }),
  endpoint({
    route: accountRoutes.finishSignIn,
    run: async ({ query, headers, now }) => {
      const attempt = attemptFor(cookie(headers['cookie'], LOGIN_COOKIE), query.state);
      // The cookie stays: a forged callback must not end an attempt that is under way.
      if (attempt === undefined) return notSignedIn('sign_in_not_begun', []);
      const signedIn =
        query.code === undefined ? 'sign_in_ended' : await redeem(service, query.code, attempt);
      if (typeof signedIn === 'string') return notSignedIn(signedIn, [clearedAttemptCookie]);
      const { subject, signedInAt } = signedIn;
      const account = await people.findBySubject(subject);
      const label = browserLabel(headers['user-agent']);
      const issued = account
        ? newSession(account, label, signedInAt, now)
        : newSignIn(subject, label, signedInAt, now);
      if (account) {
        const started = { action: 'session.started', by: 'you', of: issued.item.tokenId } as const;
        await audit.record(account.userId, started, sessions.adding(issued.item), now);
      } else await sessions.put(issued.item);
      return redirect(attempt.next, [sessionCookie(issued.value), clearedAttemptCookie]);
    },
  }),
]);
