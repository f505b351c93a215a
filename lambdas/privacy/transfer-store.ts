import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { UserId } from '../../contracts/ids.ts';
import { type ArchiveIdentity, archiveIdentity } from '../../contracts/privacy/archive.ts';
import { transfer } from '../../contracts/privacy/stores.ts';
import { objects } from '../platform/aws/objects.ts';
import { env } from '../platform/env.ts';

export const archiveKey = (userId: UserId, exportId: string): string => `${userId}/${exportId}.zip`;
const identityKey = (userId: UserId, exportId: string): string => `${userId}/${exportId}.identity.json`;

/** What an export is made of and becomes, in the bucket whose objects go after a day. */
export class TransferStore {
  private readonly s3: S3Client;
  private readonly bucket: string;

  constructor(s3: S3Client, bucket: string) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  /** What the identity service knows, from the function that may ask it to the one that may not. */
  async putIdentity(user: UserId, exportId: string, identity: ArchiveIdentity): Promise<void> {
    await this.put(identityKey(user, exportId), JSON.stringify(identity), 'application/json');
  }

  async readIdentity(user: UserId, exportId: string): Promise<ArchiveIdentity> {
    const found = await this.s3.send(
      new GetObjectCommand({ Bucket: this.bucket, Key: identityKey(user, exportId) }),
    );
    return archiveIdentity.parse(JSON.parse((await found.Body?.transformToString()) ?? 'null'));
  }

  /** Dropping it twice is the same. */
  async dropIdentity(user: UserId, exportId: string): Promise<void> {
    await this.s3.send(new DeleteObjectCommand({ Bucket: this.bucket, Key: identityKey(user, exportId) }));
  }

  async putArchive(user: UserId, exportId: string, archive: Uint8Array): Promise<void> {
    await this.put(archiveKey(user, exportId), archive, 'application/zip');
  }

  private async put(Key: string, Body: string | Uint8Array, ContentType: string): Promise<void> {
    await this.s3.send(new PutObjectCommand({ Bucket: this.bucket, Key, Body, ContentType }));
  }
}

/** The transfer bucket of this deployment. */
export const openTransfer = (): TransferStore => new TransferStore(objects, env(transfer.env));
