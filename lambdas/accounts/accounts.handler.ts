import { accountRoutes } from '../../contracts/accounts/routes.ts';
import { tokens } from '../../contracts/accounts/stores.ts';
import { openAudit } from '../platform/audit/audit-trail.ts';
import { documents } from '../platform/aws/clients.ts';
import { env } from '../platform/env.ts';
import { api, endpoint, Reply } from '../platform/http/endpoint.ts';
import { addApiKey, type KeyHolder } from './api-keys.ts';
import { logoutUrl } from './identity-service.ts';
import { onboard, openOnboarding, readAccount } from './newcomer-store.ts';
import { endOtherSessions, endThisSession, endToken, listTokens } from './own-tokens.ts';
import { clearedSessionCookie } from './session-cookie.ts';
import { TokenStore } from './token-store.ts';
import { sessionView } from './tokens.ts';

const onboarding = openOnboarding();
const holder: KeyHolder = {
  store: new TokenStore(documents, env(tokens.env)),
  audit: openAudit(),
  acceptances: onboarding.store,
  policies: onboarding.policies,
};
const place = {
  signInUrl: env('SIGN_IN_URL'),
  clientId: env('SIGN_IN_CLIENT_ID'),
  origin: env('ORIGIN'),
};

export const handler = api([
  endpoint({ route: accountRoutes.readSession, run: async ({ actor }) => sessionView(actor) }),
  endpoint({
    route: accountRoutes.onboard,
    run: async ({ actor, body, now }) => onboard(onboarding, actor, body, now),
  }),
  endpoint({
    route: accountRoutes.signOut,
    run: async ({ actor }) => {
      await endThisSession(holder, actor);
      return new Reply({ continueAt: logoutUrl(place) }, [clearedSessionCookie]);
    },
  }),
  endpoint({
    route: accountRoutes.listSessions,
    run: async ({ actor }) => listTokens(holder, actor, 'session'),
  }),
  endpoint({
    route: accountRoutes.endOtherSessions,
    run: async ({ actor }) => endOtherSessions(holder, actor),
  }),
  endpoint({
    route: accountRoutes.endSession,
    run: async ({ actor, params }) => endToken(holder, actor, { kind: 'session', ...params }),
  }),
  endpoint({
    route: accountRoutes.listApiKeys,
    run: async ({ actor }) => listTokens(holder, actor, 'api-key'),
  }),
  endpoint({
    route: accountRoutes.createApiKey,
    run: async ({ actor, body, now }) => addApiKey(holder, actor, body, now),
  }),
  endpoint({
    route: accountRoutes.deleteApiKey,
    run: async ({ actor, params }) => endToken(holder, actor, { kind: 'api-key', ...params }),
  }),
  endpoint({
    route: accountRoutes.readAccount,
    run: async ({ actor }) => readAccount(onboarding, actor.userId),
  }),
]);
