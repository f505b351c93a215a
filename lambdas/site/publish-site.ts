import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { SECURITY_TEXT, securityText } from '../../contracts/site/edge.ts';
import { env } from '../platform/env.ts';
import { putFile } from './site-store.ts';

/**
 * Puts the console that this function carries into its bucket, and the facts of the deployment beside it. Pages go last,
 * so that none names a file that is not there yet; what older pages name stays for tabs that are open.
 */
export async function publishSite(config: string): Promise<void> {
  const folder = join(env('LAMBDA_TASK_ROOT'), 'dist');
  const files = await filesIn(folder);
  const isPage = (file: string) => file.endsWith('.html');
  const put = async (file: string) => putFile(file, await readFile(join(folder, file)));
  await Promise.all(files.filter((file) => !isPage(file)).map(put));
  await putFile('config.json', config);
  await putFile(SECURITY_TEXT, securityText(JSON.parse(config), new Date()));
  await Promise.all(files.filter(isPage).map(put));
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}
