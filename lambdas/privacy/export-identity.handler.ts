import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { accounts } from '../../contracts/accounts/stores.ts';
import { AccountStore } from '../accounts/account-store.ts';
import { documents } from '../platform/aws/clients.ts';
import { env } from '../platform/env.ts';
import { stepsHandler } from '../platform/step.ts';
import { readIdentity } from './identity-store.ts';
import { openTransfer } from './transfer-store.ts';

const people = new AccountStore(documents, env(accounts.env));
const transfer = openTransfer();
const cognito = new CognitoIdentityProviderClient({});

export const handler = stepsHandler({
  identity: async ({ userId, id }) => {
    const account = await people.find(userId);
    const identity =
      account &&
      (await readIdentity(cognito, { UserPoolId: env('USER_POOL_ID'), Username: account.subject }));
    if (identity === undefined) return { outcome: 'gone' };
    await transfer.putIdentity(userId, id, identity);
    return { outcome: 'collected' };
  },
});
