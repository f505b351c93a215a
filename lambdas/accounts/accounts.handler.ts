import { accountRoutes } from '../../contracts/account-routes.ts';
import { tokens } from '../../contracts/accounts.ts';
import { openAudit } from '../platform/audit/audit-trail.ts';
import { documents } from '../platform/aws/clients.ts';
import { env } from '../platform/env.ts';
import { api, endpoint, noContent, reply } from '../platform/http/endpoint.ts';
import { addApiKey, type KeyHolder } from './api-keys.ts';
import { logoutUrl } from './identity-service.ts';
import { onboard, openOnboarding, readAccount } from './newcomer-store.ts';
import { endThisSession, endToken, endTokens, listTokens } from './own-tokens.ts';
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
  endpoint({ route: accountRoutes.readSession, run: async ({ actor }) => reply(sessionView(actor)) }),
  endpoint({
    route: accountRoutes.onboard,
    run: async ({ actor, body, now }) => reply(await onboard(onboarding, actor, body, now)),
  }),
  endpoint({
    route: accountRoutes.signOut,
    run: async ({ actor }) => {
      await endThisSession(holder, actor);
      return reply({ continueAt: logoutUrl(place) }, { cookies: [clearedSessionCookie] });
    },
  }),
  endpoint({
    route: accountRoutes.listSessions,
    run: async ({ actor }) => reply(await listTokens(holder, actor, 'session')),
  }),
  endpoint({
    route: accountRoutes.endOtherSessions,
    run: async ({ actor }) => {
      await endTokens(
        holder,
        actor,
        ({ kind, tokenHash }) => kind === 'session' && tokenHash !== actor.tokenHash,
      );
      return noContent();
    },
  }),
  endpoint({
    route: accountRoutes.endSession,
    run: async ({ actor, params }) => {
      await endToken(holder, actor, { kind: 'session', tokenId: params.tokenId });
      return noContent();
    },
  }),
  endpoint({
    route: accountRoutes.listApiKeys,
    run: async ({ actor }) => reply(await listTokens(holder, actor, 'api-key')),
  }),
  endpoint({
    route: accountRoutes.createApiKey,
    run: async ({ actor, body, now }) => reply(await addApiKey(holder, actor, body, now)),
  }),
  endpoint({
    route: accountRoutes.deleteApiKey,
    run: async ({ actor, params }) => {
      await endToken(holder, actor, { kind: 'api-key', tokenId: params.tokenId });
      return noContent();
    },
  }),
  endpoint({
    route: accountRoutes.readAccount,
    run: async ({ actor }) => reply(await readAccount(onboarding, actor.userId)),
  }),
]);
