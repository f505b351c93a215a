import { accountRoutes } from '../../contracts/account-routes.ts';
import { tokens } from '../../contracts/accounts.ts';
import { openAudit } from '../platform/audit/audit-trail.ts';
import type { Caller } from '../platform/auth/actor.ts';
import { documents } from '../platform/aws/clients.ts';
import { env } from '../platform/env.ts';
import { api, endpoint, noContent, reply } from '../platform/http/endpoint.ts';
import { Problem } from '../platform/http/problem.ts';
import { addApiKey, type KeyHolder } from './api-keys.ts';
import { logoutUrl } from './identity-service.ts';
import { onboard, openOnboarding, readAccount } from './newcomer-store.ts';
import { clearedSessionCookie } from './session-cookie.ts';
import { TokenStore } from './token-store.ts';
import { sessionView, type Token, tokenView } from './tokens.ts';

const store = new TokenStore(documents, env(tokens.env));
const audit = openAudit();
const onboarding = openOnboarding();
const holder: KeyHolder = { store, audit, acceptances: onboarding.store, policies: onboarding.policies };

const listed = async (actor: Extract<Caller, { customerId: unknown }>, kind: Token['kind']) => {
  const all = await store.listByUser(actor.userId);
  return {
    items: all.filter((token) => token.kind === kind).map((token) => tokenView(token, actor.tokenHash)),
  };
};

/** Ends the tokens of one person that match; somebody else's id matches nothing. */
async function end(
  actor: Extract<Caller, { customerId: unknown }>,
  matches: (token: Token) => boolean,
): Promise<number> {
  const ending = (await store.listByUser(actor.userId)).filter(matches);
  for (const { tokenHash, tokenId, kind } of ending) {
    await store.delete(tokenHash);
    await audit.append(actor.userId, {
      action: kind === 'api-key' ? 'api-key.revoked' : 'session.ended',
      by: 'you',
      of: tokenId,
    });
  }
  return ending.length;
}

export const handler = api([
  endpoint({ route: accountRoutes.readSession, run: async ({ actor }) => reply(sessionView(actor)) }),
  endpoint({
    route: accountRoutes.onboard,
    run: async ({ actor, body, now }) => reply(await onboard(onboarding, actor, body, now)),
  }),
  endpoint({
    route: accountRoutes.signOut,
    run: async ({ actor }) => {
      await store.delete(actor.tokenHash);
      if (actor.kind === 'session')
        await audit.append(actor.userId, { action: 'session.ended', by: 'you', of: actor.tokenId });
      const continueAt = logoutUrl({
        signInUrl: env('SIGN_IN_URL'),
        clientId: env('SIGN_IN_CLIENT_ID'),
        origin: env('ORIGIN'),
      });
      return reply({ continueAt }, { cookies: [clearedSessionCookie] });
    },
  }),
  endpoint({
    route: accountRoutes.listSessions,
    run: async ({ actor }) => reply(await listed(actor, 'session')),
  }),
  endpoint({
    route: accountRoutes.endOtherSessions,
    run: async ({ actor }) => {
      await end(actor, ({ kind, tokenHash }) => kind === 'session' && tokenHash !== actor.tokenHash);
      return noContent();
    },
  }),
  endpoint({
    route: accountRoutes.endSession,
    run: async ({ actor, params }) => {
      const ended = await end(actor, ({ kind, tokenId }) => kind === 'session' && tokenId === params.tokenId);
      if (ended === 0) throw new Problem('not_found');
      return noContent();
    },
  }),
  endpoint({
    route: accountRoutes.listApiKeys,
    run: async ({ actor }) => reply(await listed(actor, 'api-key')),
  }),
  endpoint({
    route: accountRoutes.createApiKey,
    run: async ({ actor, body, now }) => reply(await addApiKey(holder, actor, body, now)),
  }),
  endpoint({
    route: accountRoutes.deleteApiKey,
    run: async ({ actor, params }) => {
      const ended = await end(actor, ({ kind, tokenId }) => kind === 'api-key' && tokenId === params.tokenId);
      if (ended === 0) throw new Problem('not_found');
      return noContent();
    },
  }),
  endpoint({
    route: accountRoutes.readAccount,
    run: async ({ actor }) => reply(await readAccount(onboarding, actor.userId)),
  }),
]);
