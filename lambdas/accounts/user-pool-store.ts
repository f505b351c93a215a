import {
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  type AuthEventType,
  type CognitoIdentityProviderClient,
  ListUsersCommand,
  paginateAdminListUserAuthEvents,
  UserNotFoundException,
  type UserType,
} from '@aws-sdk/client-cognito-identity-provider';

/** What a call about a person answers; nothing where an erasure was faster. */
export async function unlessGone<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof UserNotFoundException) return undefined;
    throw error;
  }
}

/** The address of somebody whom the pool knows. */
export const addressOf = (person: UserType | undefined): string =>
  person?.Attributes?.find(({ Name }) => Name === 'email')?.Value ?? '';

/**
 * People of a user pool, by the identity service's own id. Calls about one person take a user name, and whoever comes by
 * another provider has one (`GitHub_583231`) that is not the id: an id in its place answers "not found", as if the person
 * were gone. So each is looked up by the id first.
 */
export class PeopleStore {
  private readonly cognito: CognitoIdentityProviderClient;
  private readonly poolId: string;

  constructor(cognito: CognitoIdentityProviderClient, poolId: string) {
    this.cognito = cognito;
    this.poolId = poolId;
  }

  /** What the identity service knows of a person; nothing of one whom an erasure has deleted. */
  async find(subject: string): Promise<UserType | undefined> {
    const { Users = [] } = await this.cognito.send(
      new ListUsersCommand({ UserPoolId: this.poolId, Filter: `sub = "${subject}"`, Limit: 1 }),
    );
    return Users[0];
  }

  /** Locks a person out, then deletes: killed in between, nobody signs in until the next try. */
  async remove(subject: string): Promise<void> {
    const person = await this.named(subject);
    if (person === undefined) return;
    await unlessGone(this.cognito.send(new AdminDisableUserCommand(person)));
    await unlessGone(this.cognito.send(new AdminDeleteUserCommand(person)));
  }

  /** The sign-ins that the identity service remembers, the newest first, page by page. */
  async *signIns(subject: string): AsyncGenerator<readonly AuthEventType[]> {
    const person = await this.named(subject);
    if (person === undefined) return;
    for await (const { AuthEvents = [] } of paginateAdminListUserAuthEvents({ client: this.cognito }, person))
      yield AuthEvents;
  }

  private async named(subject: string) {
    const found = await this.find(subject);
    return found && { UserPoolId: this.poolId, Username: found.Username };
  }
}
