import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { accountRoutes } from '../../contracts/accounts/routes.ts';
import { MICRO_CREDITS_PER_CREDIT } from '../../policy/models.ts';
import { findProfile } from '../../policy/profiles/all.ts';
import { openLedger } from '../billing/ledger-store.ts';
import { openAudit } from '../platform/audit/audit-trail.ts';
import { env } from '../platform/env.ts';
import { handlerOf } from '../platform/http/endpoint.ts';
import { openWrapping } from '../platform/keys/content-keys.ts';
import { openPolicies } from '../privacy/policy-store.ts';
import { openAccounts } from './account-store.ts';
import { addApiKey, type KeyHolder } from './api-keys.ts';
import { openIdentities } from './identity-store.ts';
import { type OnboardingParts, onboard } from './onboard.ts';
import { openOnboarding } from './onboarding-store.ts';
import { endOtherSessions, endToken, listTokens, signOut } from './own-tokens.ts';
import { readAccount } from './read-account.ts';
import { openTokens } from './token-store.ts';
import { sessionView } from './tokens.ts';
import { PeopleStore } from './user-pool-store.ts';
import { openWelcomes } from './welcome-store.ts';

const onboarding: OnboardingParts = {
  store: openOnboarding(),
  accounts: openAccounts(),
  identities: openIdentities(),
  people: new PeopleStore(new CognitoIdentityProviderClient({}), env('USER_POOL_ID')),
  policies: openPolicies(),
  keys: { content: openWrapping('content'), credentials: openWrapping('credentials') },
  ledger: openLedger(),
  welcomes: openWelcomes(),
  welcome: findProfile(env('PROFILE')).welcomeCredits * MICRO_CREDITS_PER_CREDIT,
  audit: openAudit(),
};
const { store: acceptances, policies, audit } = onboarding;
const holder: KeyHolder = { store: openTokens(), audit, acceptances, policies };
const service = { signInUrl: env('SIGN_IN_URL'), clientId: env('SIGN_IN_CLIENT_ID'), origin: env('ORIGIN') };

export const handler = handlerOf(accountRoutes, {
  readSession: async ({ actor }) => sessionView(actor),
  onboard: async ({ actor, body, now }) => onboard(onboarding, actor, body, now),
  signOut: async ({ actor }) => signOut(holder, actor, service),
  listSessions: async ({ actor }) => listTokens(holder, actor, 'session'),
  endOtherSessions: async ({ actor }) => endOtherSessions(holder, actor),
  endSession: async ({ actor, params }) => endToken(holder, actor, { kind: 'session', ...params }),
  listApiKeys: async ({ actor }) => listTokens(holder, actor, 'api-key'),
  createApiKey: async ({ actor, body, now }) => addApiKey(holder, actor, body, now),
  deleteApiKey: async ({ actor, params }) => endToken(holder, actor, { kind: 'api-key', ...params }),
  readAccount: async ({ actor }) => readAccount(onboarding, actor.userId),
});
