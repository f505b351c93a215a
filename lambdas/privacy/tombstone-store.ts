import { ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { id } from '../../contracts/ids.ts';
import { tombstones } from '../../contracts/privacy/stores.ts';
import { objects } from '../platform/aws/objects.ts';
import { env } from '../platform/env.ts';
import type { Erasure } from './erasure-store.ts';
import type { SubjectIds } from './keepers/keeper.ts';

const keyOf = (subject: string): string => `${subject}/tombstone.json`;

/**
 * Marks an account as one that must not come back. Its billing subject gets no mark: two objects of one second would name
 * each other. The bucket's lock keeps it; writing it again changes nothing.
 */
export async function putTombstone({ userId, erasureId }: Erasure, now: Date): Promise<void> {
  await objects.send(
    new PutObjectCommand({
      Bucket: env(tombstones.env),
      Key: keyOf(userId),
      Body: JSON.stringify({ userId, erasureId, erasedAt: now.toISOString() }),
      ContentType: 'application/json',
      ChecksumAlgorithm: 'SHA256',
    }),
  );
}

/** Some tombstones in the order of their keys. */
export interface TombstonePage {
  readonly subjects: readonly SubjectIds[];
  /** The key of the last; nothing when there is no other. */
  readonly next: string | undefined;
}

/** The tombstones after a key. What an item is found by is the key itself: none is opened. */
export async function tombstonesAfter(after: string | undefined, limit: number): Promise<TombstonePage> {
  const listed = await objects.send(
    new ListObjectsV2Command({
      Bucket: env(tombstones.env),
      MaxKeys: limit,
      ...(after === undefined ? {} : { StartAfter: after }),
    }),
  );
  const keys = (listed.Contents ?? []).flatMap(({ Key }) => Key ?? []);
  return { subjects: keys.map(subjectOf), next: listed.IsTruncated === true ? keys.at(-1) : undefined };
}

/** Throws on a key that names nobody: an erasure that is not replayed must not go unseen. */
function subjectOf(key: string): SubjectIds {
  return { userId: id('account').parse(key.split('/')[0]) };
}
