import { accountRoutes } from '../../contracts/accounts/routes.ts';
import { platformRoutes } from '../../contracts/platform/routes.ts';
import { openAudit } from '../platform/audit/audit-trail.ts';
import { env } from '../platform/env.ts';
import { handlerOf } from '../platform/http/endpoint.ts';
import { openAccounts } from './account-store.ts';
import { beginSignIn } from './begin-sign-in.ts';
import { finishSignIn, type SignInParts } from './finish-sign-in.ts';
import { openIdentities } from './identity-store.ts';
import { openTokens } from './token-store.ts';

const parts: SignInParts = {
  service: {
    signInUrl: env('SIGN_IN_URL'),
    clientId: env('SIGN_IN_CLIENT_ID'),
    poolId: env('USER_POOL_ID'),
    jwksUrl: env('JWKS_URL'),
    origin: env('ORIGIN'),
  },
  people: openAccounts(),
  identities: openIdentities(),
  sessions: openTokens(),
  audit: openAudit(),
};

export const handler = handlerOf(
  { ...accountRoutes, health: platformRoutes.health },
  {
    health: async () => ({ status: 'ok' as const }),
    signIn: async (call) => beginSignIn(parts.service, call),
    finishSignIn: async (call) => finishSignIn(parts, call),
  },
);
