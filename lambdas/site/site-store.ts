import { PutObjectCommand } from '@aws-sdk/client-s3';
import { fileHeaders } from '../../contracts/site/edge.ts';
import { site } from '../../contracts/site/stores.ts';
import { objects } from '../platform/aws/objects.ts';
import { env } from '../platform/env.ts';

/** Puts one file of the site into its bucket, with the headers that the edge gives it. */
export async function putFile(Key: string, Body: Buffer | string): Promise<void> {
  const { contentType: ContentType, cacheControl: CacheControl } = fileHeaders(Key);
  const Bucket = env(site.env);
  await objects.send(new PutObjectCommand({ Bucket, Key, Body, ContentType, CacheControl }));
}
