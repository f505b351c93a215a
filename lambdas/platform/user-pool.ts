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

/** What the identity service knows of a person; nothing of one whom an erasure has deleted. */
export async function findPerson(cognito: CognitoIdentityProviderClient, person: PoolPerson) {
  try {
    return await cognito.send(new AdminGetUserCommand({ ...person }));
  } catch (error) {
    if (error instanceof UserNotFoundException) return undefined;
    throw error;
  }
}
