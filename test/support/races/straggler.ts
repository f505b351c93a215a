import { randomUUID } from 'node:crypto';
import { S3 } from '@aws-sdk/client-s3';
import { accounts, identities, tokens } from '../../../contracts/accounts/stores.ts';
import { machines } from '../../../contracts/machines/stores.ts';
import { contentKeys, credentialKeys } from '../../../contracts/platform/stores.ts';
import { type BucketSpec, isErasable, type TableSpec } from '../../../contracts/spec/store.ts';
import { bareKindOf } from '../../../contracts/spec/wrappers.ts';
import { tablesOf } from '../../../contracts/stores.ts';
import { newSession, newSignIn } from '../../../lambdas/accounts/tokens.ts';
import { plainItem } from '../../../lambdas/platform/dynamo/items.ts';
import { firstPlan } from '../../../policy/plans.ts';
import { profiles } from '../../../policy/profiles/all.ts';
import { documentsOf } from '../evidence/storage.ts';
import type { DeploymentParts } from '../target.ts';
import type { Leaver } from './leaver.ts';

/** What an account is made of; a machine's record goes by its own workflow. */
const made: readonly TableSpec[] = [accounts, identities, contentKeys, credentialKeys, machines, tokens];

/** Tables in which somebody's items must not stay. */
export const erasable = tablesOf(profiles.cloister.capabilities).filter(isErasable);

/** An item of nothing but its keys and its owner. */
function stumpOf({ keys, indexes, item }: TableSpec, { person, customerId }: Leaver) {
  const attributeOf = (name: string): unknown => {
    if (name === 'userId') return person.userId;
    if (name === 'customerId') return customerId;
    const schema = item.shape[name];
    return schema && bareKindOf(schema) === 'number' ? 0 : `late-${randomUUID()}`;
  };
  const names = [keys, ...Object.values(indexes)].flatMap(({ partition, sort }) => [partition, sort]);
  const wanted = new Set(names.filter((name) => name !== undefined));
  return Object.fromEntries([...wanted].map((name) => [name, attributeOf(name)]));
}

/** A session of the account as it was, and a sign-in beside it. */
function tokensOf({ person, customerId, subject }: Leaver) {
  const now = Date.now();
  const account = accounts.item.parse({
    userId: person.userId,
    subject,
    customerId,
    state: 'active',
    plan: firstPlan,
    keyEpoch: 1,
    adult: true,
    createdAt: new Date(now).toISOString(),
  });
  const issued = [
    newSession(account, 'Late', now / 1000, now),
    newSignIn(subject, 'Late', Math.floor(now / 1000), now),
  ];
  return issued.map(({ item }) => plainItem(tokens, { ...item, signedInAt: Math.floor(now / 1000) }));
}

/** Writes into every table and a bucket, as a function would that was let in before the account closed. */
export async function leaveBehind(
  { aws }: Pick<DeploymentParts, 'aws'>,
  leaver: Leaver,
  Key: string,
  bucket: BucketSpec,
): Promise<void> {
  const documents = documentsOf({ aws });
  for (const spec of erasable.filter((one) => !made.includes(one)))
    await documents.put({ TableName: aws.nameOf(spec.name), Item: stumpOf(spec, leaver) });
  for (const Item of tokensOf(leaver)) await documents.put({ TableName: aws.nameOf(tokens.name), Item });
  const object = { Bucket: aws.nameOf(bucket.name), Key, Body: 'late' };
  await aws.client(S3).putObject(object);
}
