import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { env } from '../platform/env.ts';
import { whole } from '../platform/invocation.ts';
import { openAccounts } from './account-store.ts';
import { openIdentities } from './identity-store.ts';
import { SignUpStore } from './sign-up-store.ts';
import { sweepNewcomers } from './sweep-newcomers.ts';

const parts = {
  signUps: new SignUpStore(new CognitoIdentityProviderClient({}), env('USER_POOL_ID')),
  people: openAccounts(),
  identities: openIdentities(),
};

export const handler = whole(async (): Promise<void> => {
  await sweepNewcomers(parts, Date.now());
});
