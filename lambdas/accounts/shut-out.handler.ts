import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { openAudit } from '../platform/audit/audit-trail.ts';
import { env } from '../platform/env.ts';
import { whole } from '../platform/invocation.ts';
import { openAccounts } from './account-store.ts';
import { openIdentities } from './identity-store.ts';
import { shutOut } from './shut-out.ts';
import { SignUpStore } from './sign-up-store.ts';
import { openTokens } from './token-store.ts';

const parts = {
  signUps: new SignUpStore(new CognitoIdentityProviderClient({}), env('USER_POOL_ID')),
  people: openAccounts(),
  identities: openIdentities(),
  store: openTokens(),
  audit: openAudit(),
};

export const handler = whole(async (): Promise<void> => {
  await shutOut(parts, Date.now());
});
