import {
  DeleteObjectCommand,
  GetObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { BucketSpec } from '../../../contracts/spec/store.ts';
import { type Keeper, knownIdIn, type SubjectIds } from './keeper.ts';
import type { StoreNames } from './store-names.ts';

/** Keeps buckets: a person's objects lie below their ids. */
export class BucketKeeper implements Keeper<BucketSpec> {
  private readonly s3: S3Client;
  private readonly names: StoreNames;

  constructor(s3: S3Client, names: StoreNames) {
    this.s3 = s3;
    this.names = names;
  }

  async count(spec: BucketSpec, ids: SubjectIds) {
    let count = 0;
    for await (const _object of this.objects(spec, ids)) count += 1;
    return { count, how: 'objects listed below the ids of the account' };
  }

  async empty(spec: BucketSpec, ids: SubjectIds): Promise<void> {
    for await (const object of this.objects(spec, ids)) await this.s3.send(new DeleteObjectCommand(object));
  }

  async collect(spec: BucketSpec, ids: SubjectIds) {
    const files = new Map<string, Uint8Array>();
    for await (const object of this.objects(spec, ids)) {
      const { Body } = await this.s3.send(new GetObjectCommand(object));
      if (Body !== undefined) files.set(object.Key, await Body.transformToByteArray());
    }
    return { spec, files };
  }

  private async *objects(spec: BucketSpec, ids: SubjectIds) {
    const Bucket = await this.names.of(spec);
    for (const id of new Set([knownIdIn(spec, ids), ids.customerId])) {
      if (id === undefined) continue;
      for await (const { Contents = [] } of paginateListObjectsV2(
        { client: this.s3 },
        { Bucket, Prefix: `${id}/` },
      ))
        for (const { Key } of Contents) if (Key !== undefined) yield { Bucket, Key };
    }
  }
}
