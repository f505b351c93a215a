import type { AuthEventType } from '@aws-sdk/client-cognito-identity-provider';
import type { ArchiveIdentity } from '../../../contracts/privacy/archive.ts';
import type { PeopleStore } from '../../accounts/user-pool-store.ts';

/** The newest ones: whoever knows an address can add attempts, and must not make an export too long to finish. */
const MOST_SIGN_INS = 3_000;

/** What the identity service knows of a person, for an archive; nothing of one whom it does not know any more. */
export async function readIdentity(
  people: PeopleStore,
  subject: string,
): Promise<ArchiveIdentity | undefined> {
  const found = await people.find(subject);
  if (found === undefined) return undefined;
  const { Attributes = [], UserCreateDate, UserStatus } = found;
  return {
    attributes: Object.fromEntries(Attributes.map(({ Name = '', Value = '' }) => [Name, Value])),
    createdAt: UserCreateDate?.toISOString(),
    status: UserStatus,
    signIns: await signInsOf(people, subject),
  };
}

async function signInsOf(people: PeopleStore, subject: string): Promise<ArchiveIdentity['signIns']> {
  const signIns = [];
  for await (const events of people.signIns(subject)) {
    signIns.push(...events.map(signInOf));
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
