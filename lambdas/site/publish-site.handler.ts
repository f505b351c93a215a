import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { fileHeaders, SECURITY_TEXT, securityText } from '../../contracts/site/edge.ts';
import { site } from '../../contracts/site/stores.ts';
import { objects } from '../platform/aws/objects.ts';
import { customResource } from '../platform/custom-resource.ts';
import { env } from '../platform/env.ts';

/**
 * Puts the console that this function carries into its bucket, and the facts of the deployment beside it. Pages go last,
 * so that none names a file that is not there yet; what older pages name stays for tabs that are open.
 */
export const handler = customResource(async (properties) => {
  const folder = join(env('LAMBDA_TASK_ROOT'), 'dist');
  const files = await filesIn(folder);
  const isPage = (file: string) => file.endsWith('.html');
  await Promise.all(
    files.filter((file) => !isPage(file)).map(async (file) => put(file, await readFile(join(folder, file)))),
  );
  const config = String(properties['config']);
  await put('config.json', config);
  await put(SECURITY_TEXT, securityText(JSON.parse(config), new Date()));
  await Promise.all(files.filter(isPage).map(async (file) => put(file, await readFile(join(folder, file)))));
});

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

async function put(Key: string, Body: Buffer | string): Promise<void> {
  const { contentType, cacheControl } = fileHeaders(Key);
  await objects.send(
    new PutObjectCommand({
      Bucket: env(site.env),
      Key,
      Body,
      ContentType: contentType,
      CacheControl: cacheControl,
    }),
  );
}
