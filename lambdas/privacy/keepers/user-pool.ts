import {
  AdminDeleteUserCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import type { OtherStoreSpec } from '../../../contracts/spec/store.ts';
import { findPerson, type PoolPerson, unlessGone } from '../../accounts/user-pool-store.ts';
import { env } from '../../platform/env.ts';
import { readIdentity } from './identity.ts';
import { type Keeper, knownIdIn, type SubjectIds } from './keeper.ts';

type UserPool = OtherStoreSpec<'user-pool'>;

/** Keeps the user pool: a person is there once or not at all. */
export class UserPoolKeeper implements Keeper<UserPool> {
  private readonly cognito: CognitoIdentityProviderClient;
  private readonly pool: string;

  constructor(cognito: CognitoIdentityProviderClient, pool: string) {
    this.cognito = cognito;
    this.pool = pool;
  }

  async count(store: UserPool, ids: SubjectIds) {
    const found = await findPerson(this.cognito, this.person(store, ids));
    return { count: found === undefined ? 0 : 1, how: 'the identity service asked for the person' };
  }

  async empty(store: UserPool, ids: SubjectIds): Promise<void> {
    await unlessGone(this.cognito.send(new AdminDeleteUserCommand({ ...this.person(store, ids) })));
  }

  async collect(spec: UserPool, ids: SubjectIds) {
    const document = await readIdentity(this.cognito, this.person(spec, ids));
    return document && { spec, document };
  }

  private person(store: UserPool, ids: SubjectIds): PoolPerson {
    return { UserPoolId: this.pool, Username: knownIdIn(store, ids) };
  }
}

export const openUserPoolKeeper = (): UserPoolKeeper =>
  new UserPoolKeeper(new CognitoIdentityProviderClient({}), env('USER_POOL_ID'));
