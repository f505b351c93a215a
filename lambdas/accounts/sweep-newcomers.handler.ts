import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { accounts, identities } from '../../contracts/accounts/stores.ts';
import { documents } from '../platform/aws/clients.ts';
import { env } from '../platform/env.ts';
import { log } from '../platform/observe.ts';
import { AccountStore } from './account-store.ts';
import { IdentityStore } from './identity-store.ts';
import { SignUpStore } from './sign-up-store.ts';
import { sweepNewcomers } from './sweep-newcomers.ts';

const parts = {
  signUps: new SignUpStore(new CognitoIdentityProviderClient({}), env('USER_POOL_ID')),
  people: new AccountStore(documents, env(accounts.env)),
  identities: new IdentityStore(documents, env(identities.env)),
};

export async function handler(): Promise<void> {
  const { locked, unlocked, deleted } = await sweepNewcomers(parts, Date.now());
  log('info', 'newcomers locked', { count: locked });
  log('info', 'newcomers unlocked', { count: unlocked });
  log('info', 'newcomers deleted', { count: deleted });
}
