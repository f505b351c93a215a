import {
  AdminGetUserCommand,
  type AuthEventType,
  CognitoIdentityProviderClient,
  paginateAdminListUserAuthEvents,
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

/** The newest ones: whoever knows an address can add attempts, and must not make an export too long to finish. */
const MOST_SIGN_INS = 3_000;

/** A sign-in, or an attempt at it, as the identity service remembers it to tell a thief from the person. */
function attempt({ EventType, CreationDate, EventResponse, EventRisk, EventContextData }: AuthEventType) {
  return {
    what: EventType,
    at: CreationDate?.toISOString(),
    outcome: EventResponse,
    risk: EventRisk?.RiskDecision,
    ipAddress: EventContextData?.IpAddress,
    device: EventContextData?.DeviceName,
    timezone: EventContextData?.Timezone,
    city: EventContextData?.City,
    country: EventContextData?.Country,
  };
}

export const handler = stepsHandler({
  identity: async ({ userId, id }) => {
    const account = await people.find(userId);
    if (account === undefined) return { outcome: 'gone' };
    const person = { UserPoolId: env('USER_POOL_ID'), Username: account.subject };
    const found = await cognito.send(new AdminGetUserCommand(person));
    const signIns = [];
    for await (const { AuthEvents = [] } of paginateAdminListUserAuthEvents({ client: cognito }, person)) {
      signIns.push(...AuthEvents.map(attempt));
      if (signIns.length >= MOST_SIGN_INS) break;
    }
    const identity = {
      attributes: Object.fromEntries((found.UserAttributes ?? []).map(({ Name, Value }) => [Name, Value])),
      createdAt: found.UserCreateDate?.toISOString(),
      status: found.UserStatus,
      signIns,
    };
    await transfer.putIdentity(userId, id, identity);
    return { outcome: 'collected' };
  },
});
