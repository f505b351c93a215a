import {
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { type Id, id, type UserId } from '../../contracts/ids.ts';
import { transfer } from '../../contracts/privacy/stores.ts';
import { objects } from '../platform/aws/objects.ts';
import { env } from '../platform/env.ts';

const archiveKey = (userId: UserId, exportId: string): string => `${userId}/${exportId}.zip`;
const partKey = (userId: UserId, exportId: string, name: string): string =>
  `${userId}/${exportId}.${name}.json`;

/** An object of an export: the archive, or a part on its way into it. */
interface Transferred {
  readonly key: string;
  readonly userId: UserId;
  readonly exportId: Id<'export'>;
  /** Milliseconds since 1970. */
  readonly writtenAt: number;
}

/** What an export is made of and becomes, in the bucket whose objects go after a day. */
export class TransferStore {
  private readonly s3: S3Client;
  private readonly bucket: string;

  constructor(s3: S3Client, bucket: string) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  /** What somebody else knows, from the function that may ask them to the one that may not. */
  async putPart(user: UserId, exportId: string, name: string, part: object): Promise<void> {
    await this.put(partKey(user, exportId, name), JSON.stringify(part), 'application/json');
  }

  async readPart(user: UserId, exportId: string, name: string): Promise<unknown> {
    const found = await this.s3.send(
      new GetObjectCommand({ Bucket: this.bucket, Key: partKey(user, exportId, name) }),
    );
    return JSON.parse((await found.Body?.transformToString()) ?? 'null');
  }

  /** Dropping it twice is the same. */
  async dropPart(user: UserId, exportId: string, name: string): Promise<void> {
    await this.drop(partKey(user, exportId, name));
  }

  async drop(key: string): Promise<void> {
    await this.s3.send(new DeleteObjectCommand({ Bucket: this.bucket, Key: key }));
  }

  /** Every object of every export, with whose it is by its key. */
  async *all(): AsyncGenerator<Transferred> {
    for await (const { Contents = [] } of paginateListObjectsV2({ client: this.s3 }, { Bucket: this.bucket }))
      for (const { Key: key = '', LastModified } of Contents) {
        const [userId, exportId] = key.split(/[/.]/);
        const owner = { userId: id('account').safeParse(userId), exportId: id('export').safeParse(exportId) };
        // Nothing but exports is put here; what is not named like one goes with the bucket's lifecycle.
        if (!owner.userId.success || !owner.exportId.success) continue;
        const writtenAt = LastModified?.getTime() ?? 0;
        yield { key, userId: owner.userId.data, exportId: owner.exportId.data, writtenAt };
      }
  }

  async putArchive(user: UserId, exportId: string, archive: Uint8Array): Promise<void> {
    await this.put(archiveKey(user, exportId), archive, 'application/zip');
  }

  /** An address that opens the archive to whoever has it, for so many seconds. */
  linkArchive(user: UserId, exportId: string, seconds: number): Promise<string> {
    const object = new GetObjectCommand({
      Bucket: this.bucket,
      Key: archiveKey(user, exportId),
      ResponseContentDisposition: `attachment; filename="${exportId}.zip"`,
    });
    return getSignedUrl(this.s3, object, { expiresIn: seconds });
  }

  private async put(Key: string, Body: string | Uint8Array, ContentType: string): Promise<void> {
    await this.s3.send(new PutObjectCommand({ Bucket: this.bucket, Key, Body, ContentType }));
  }
}

/** The transfer bucket of this deployment. */
export const openTransfer = (): TransferStore => new TransferStore(objects, env(transfer.env));
