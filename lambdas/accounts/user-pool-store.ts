import {
  AdminGetUserCommand,
  type CognitoIdentityProviderClient,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';

/** Somebody in a user pool, by the identity service's own id. */
export interface PoolPerson {
  readonly UserPoolId: string;
  readonly Username: string;
}

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
export const addressOf = (person: Awaited<ReturnType<typeof findPerson>>): string =>
  person?.UserAttributes?.find(({ Name }) => Name === 'email')?.Value ?? '';

export class PeopleStore {
  private readonly cognito: CognitoIdentityProviderClient;
  private readonly poolId: string;

  constructor(cognito: CognitoIdentityProviderClient, poolId: string) {
    this.cognito = cognito;
    this.poolId = poolId;
  }

  find(subject: string) {
    return findPerson(this.cognito, { UserPoolId: this.poolId, Username: subject });
  }
}

/** What the identity service knows of a person; nothing of one whom an erasure has deleted. */
export const findPerson = (cognito: CognitoIdentityProviderClient, person: PoolPerson) =>
  unlessGone(cognito.send(new AdminGetUserCommand({ ...person })));
