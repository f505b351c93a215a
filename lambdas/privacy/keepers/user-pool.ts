import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import type { OtherStoreSpec } from '../../../contracts/spec/store.ts';
import { PeopleStore } from '../../accounts/user-pool-store.ts';
import { env } from '../../platform/env.ts';
import { readIdentity } from './identity.ts';
import { type Keeper, knownSignInsIn, type SubjectIds } from './keeper.ts';

type UserPool = OtherStoreSpec<'user-pool'>;

/** Keeps the user pool: a person is there once for each sign-in. */
export class UserPoolKeeper implements Keeper<UserPool> {
  private readonly people: PeopleStore;

  constructor(people: PeopleStore) {
    this.people = people;
  }

  async count(store: UserPool, ids: SubjectIds) {
    let count = 0;
    for (const subject of knownSignInsIn(store, ids))
      if ((await this.people.find(subject)) !== undefined) count += 1;
    return { count, how: 'the people of the identity service listed by its id of each sign-in' };
  }

  async empty(store: UserPool, ids: SubjectIds): Promise<void> {
    for (const subject of knownSignInsIn(store, ids)) await this.people.remove(subject);
  }

  async collect(spec: UserPool, ids: SubjectIds) {
    const [subject = ''] = knownSignInsIn(spec, ids);
    const document = await readIdentity(this.people, subject);
    return document && { spec, document };
  }
}

export const openUserPoolKeeper = (): UserPoolKeeper =>
  new UserPoolKeeper(new PeopleStore(new CognitoIdentityProviderClient({}), env('USER_POOL_ID')));
