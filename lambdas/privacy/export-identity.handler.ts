import {
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { accounts } from '../../contracts/accounts.ts';
import { transfer } from '../../contracts/privacy.ts';
import { AccountStore } from '../accounts/account-store.ts';
import { documents } from '../platform/aws/clients.ts';
import { objects } from '../platform/aws/objects.ts';
import { env } from '../platform/env.ts';
import { stepsHandler } from '../platform/step.ts';
import { identityKey } from './exports.ts';

const people = new AccountStore(documents, { accounts: env(accounts.env) });
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
    await objects.send(
      new PutObjectCommand({
        Bucket: env(transfer.env),
        Key: identityKey(userId, id),
        Body: JSON.stringify(identity),
        ContentType: 'application/json',
      }),
    );
    return { outcome: 'collected' };
  },
});
