import {
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { accounts } from '../../contracts/accounts.ts';
import { AccountStore } from '../accounts/account-store.ts';
import { documents } from '../platform/aws/clients.ts';
import { env } from '../platform/env.ts';
import { stepsHandler } from '../platform/step.ts';
import { openTransfer } from './transfer-store.ts';

const people = new AccountStore(documents, env(accounts.env));
const transfer = openTransfer();
const cognito = new CognitoIdentityProviderClient({});

export const handler = stepsHandler({
  identity: async ({ userId, id }) => {
    const account = await people.find(userId);
    if (account === undefined) return { outcome: 'gone' };
    const found = await cognito.send(
      new AdminGetUserCommand({ UserPoolId: env('USER_POOL_ID'), Username: account.subject }),
    );
    const identity = {
      attributes: Object.fromEntries((found.UserAttributes ?? []).map(({ Name, Value }) => [Name, Value])),
      createdAt: found.UserCreateDate?.toISOString(),
      status: found.UserStatus,
    };
    await transfer.putIdentity(userId, id, identity);
    return { outcome: 'collected' };
  },
});
