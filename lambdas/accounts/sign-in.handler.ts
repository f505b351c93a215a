import { accountRoutes } from '../../contracts/accounts/routes.ts';
import { accounts, identities, tokens } from '../../contracts/accounts/stores.ts';
import { platformRoutes } from '../../contracts/platform/routes.ts';
import { openAudit } from '../platform/audit/audit-trail.ts';
import { documents } from '../platform/aws/clients.ts';
import { env } from '../platform/env.ts';
import { api, endpoint, redirect } from '../platform/http/endpoint.ts';
import { AccountStore } from './account-store.ts';
import { finishSignIn, type SignInParts } from './finish-sign-in.ts';
import { authorizeUrl } from './identity-service.ts';
import { IdentityStore } from './identity-store.ts';
import { attemptCookie, newAttempt } from './login-cookie.ts';
import { TokenStore } from './token-store.ts';

const parts: SignInParts = {
  service: {
    signInUrl: env('SIGN_IN_URL'),
    clientId: env('SIGN_IN_CLIENT_ID'),
    poolId: env('USER_POOL_ID'),
    jwksUrl: env('JWKS_URL'),
    origin: env('ORIGIN'),
  },
  people: new AccountStore(documents, env(accounts.env)),
  identities: new IdentityStore(documents, env(identities.env)),
  sessions: new TokenStore(documents, env(tokens.env)),
  audit: openAudit(),
};

export const handler = api([
  endpoint({ route: platformRoutes.health, run: async () => ({ status: 'ok' as const }) }),
  endpoint({
    route: accountRoutes.signIn,
    run: async ({ query }) => {
      const attempt = newAttempt(query.next ?? '/');
      return redirect(authorizeUrl(parts.service, attempt, query.fresh === '1'), [attemptCookie(attempt)]);
    },
  }),
  endpoint({
    route: accountRoutes.finishSignIn,
    run: async (call) => finishSignIn(parts, call),
  }),
]);
