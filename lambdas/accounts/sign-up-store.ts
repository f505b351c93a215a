import {
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  type CognitoIdentityProviderClient,
  paginateListUsers,
  type UserType,
} from '@aws-sdk/client-cognito-identity-provider';
import { unlessGone } from './user-pool-store.ts';

/** A person of the identity service, without the address. Times are milliseconds since 1970. */
export interface SignUp {
  readonly subject: string;
  /** What calls about the person take; of whoever comes by another provider, not the id. */
  readonly name: string;
  readonly createdAt: number;
  readonly changedAt: number;
  /** Whether nobody can sign in. */
  readonly isLocked: boolean;
}

/** Everybody who has signed up, with an account or without. */
export class SignUpStore {
  private readonly cognito: CognitoIdentityProviderClient;
  private readonly poolId: string;

  constructor(cognito: CognitoIdentityProviderClient, poolId: string) {
    this.cognito = cognito;
    this.poolId = poolId;
  }

  /**
   * All people, 60 a page, which is the most. Cognito filters by attributes alone, never by age, and by one of them; of the
   * attributes only the id is asked for, so that no address comes here.
   */
  async *pages(which: 'all' | 'locked' = 'all'): AsyncGenerator<readonly SignUp[]> {
    const wanted = {
      UserPoolId: this.poolId,
      AttributesToGet: ['sub'],
      ...(which === 'all' ? {} : { Filter: 'status = "Disabled"' }),
    };
    for await (const { Users = [] } of paginateListUsers({ client: this.cognito, pageSize: 60 }, wanted))
      yield Users.map(signUpOf);
  }

  async lock(name: string): Promise<void> {
    await unlessGone(
      this.cognito.send(new AdminDisableUserCommand({ UserPoolId: this.poolId, Username: name })),
    );
  }

  async unlock(name: string): Promise<void> {
    await unlessGone(
      this.cognito.send(new AdminEnableUserCommand({ UserPoolId: this.poolId, Username: name })),
    );
  }

  async delete(name: string): Promise<void> {
    await unlessGone(
      this.cognito.send(new AdminDeleteUserCommand({ UserPoolId: this.poolId, Username: name })),
    );
  }
}

/** Throws where Cognito leaves out what it always gives: a guess could lock or delete somebody. */
function signUpOf({
  Username: name,
  Attributes,
  UserCreateDate,
  UserLastModifiedDate,
  Enabled,
}: UserType): SignUp {
  const subject = Attributes?.find(({ Name }) => Name === 'sub')?.Value;
  if (!subject || !name || !UserCreateDate || !UserLastModifiedDate || Enabled === undefined)
    throw new Error('the identity service lists somebody without id, dates or state');
  return {
    subject,
    name,
    createdAt: UserCreateDate.getTime(),
    changedAt: UserLastModifiedDate.getTime(),
    isLocked: !Enabled,
  };
}
