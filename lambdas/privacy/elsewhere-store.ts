import {
  AdminDeleteUserCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { DeleteObjectCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import type { UserId } from '../../contracts/ids.ts';
import { transfer } from '../../contracts/privacy/stores.ts';
import { findPerson, unlessGone } from '../accounts/user-pool-store.ts';
import { objects } from '../platform/aws/objects.ts';
import { env } from '../platform/env.ts';

const cognito = new CognitoIdentityProviderClient({});

const archivesOf = (user: UserId) =>
  paginateListObjectsV2({ client: objects }, { Bucket: env(transfer.env), Prefix: `${user}/` });

/** How many archives of a person there are. */
export async function countObjects(user: UserId): Promise<number> {
  let count = 0;
  for await (const page of archivesOf(user)) count += page.Contents?.length ?? 0;
  return count;
}

/** Deletes a person's archives. Killed halfway, the next call deletes the rest. */
export async function deleteObjects(user: UserId): Promise<void> {
  for await (const page of archivesOf(user)) {
    for (const { Key } of page.Contents ?? [])
      await objects.send(new DeleteObjectCommand({ Bucket: env(transfer.env), Key }));
  }
}

/** Deletes a person from the identity service. One that is gone is gone. */
export async function deletePerson(subject: string): Promise<void> {
  const person = { UserPoolId: env('USER_POOL_ID'), Username: subject };
  await unlessGone(cognito.send(new AdminDeleteUserCommand(person)));
}

/** Whether the identity service still knows a person. */
export async function personExists(subject: string): Promise<boolean> {
  return (await findPerson(cognito, { UserPoolId: env('USER_POOL_ID'), Username: subject })) !== undefined;
}
