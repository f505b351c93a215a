import {
  type AuthEventType,
  type CognitoIdentityProviderClient,
  paginateAdminListUserAuthEvents,
} from '@aws-sdk/client-cognito-identity-provider';
import type { ArchiveIdentity } from '../../../contracts/privacy/archive.ts';
import { findPerson, type PoolPerson } from '../../accounts/user-pool-store.ts';

/** The newest ones: whoever knows an address can add attempts, and must not make an export too long to finish. */
const MOST_SIGN_INS = 3_000;

/** What the identity service knows of a person, for an archive; nothing of one whom it does not know any more. */
export async function readIdentity(
  cognito: CognitoIdentityProviderClient,
  person: PoolPerson,
): Promise<ArchiveIdentity | undefined> {
  const found = await findPerson(cognito, person);
  if (found === undefined) return undefined;
  const { UserAttributes = [], UserCreateDate, UserStatus } = found;
  return {
    attributes: Object.fromEntries(UserAttributes.map(({ Name = '', Value = '' }) => [Name, Value])),
    createdAt: UserCreateDate?.toISOString(),
    status: UserStatus,
    signIns: await signInsOf(cognito, person),
  };
}

async function signInsOf(
  cognito: CognitoIdentityProviderClient,
  person: PoolPerson,
): Promise<ArchiveIdentity['signIns']> {
  const signIns = [];
  for await (const { AuthEvents = [] } of paginateAdminListUserAuthEvents(
    { client: cognito },
    { ...person },
  )) {
    signIns.push(...AuthEvents.map(signInOf));
    if (signIns.length >= MOST_SIGN_INS) break;
  }
  return signIns;
}

/** A sign-in, or an attempt at it, as the identity service remembers it to tell a thief from the person. */
const signInOf = ({
  EventType,
  CreationDate,
  EventResponse,
  EventRisk,
  EventContextData,
}: AuthEventType): ArchiveIdentity['signIns'][number] => ({
  what: EventType,
  at: CreationDate?.toISOString(),
  outcome: EventResponse,
  risk: EventRisk?.RiskDecision,
  ipAddress: EventContextData?.IpAddress,
  device: EventContextData?.DeviceName,
  timezone: EventContextData?.Timezone,
  city: EventContextData?.City,
  country: EventContextData?.Country,
});
