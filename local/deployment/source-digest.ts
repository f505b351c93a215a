import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What is made from sources, or installed, lies among them in folders of these names. */
const made = ['node_modules', 'dist', 'cdk.out'];

/** A digest of all files in the folders, and of the packages that they use; changes when any of them does. */
export async function sourceDigest(folders: readonly string[], more = ''): Promise<string> {
  const hash = createHash('sha256')
    .update(await readFile('package-lock.json'))
    .update(more);
  for (const folder of folders) {
    const files = (await filesIn(folder)).toSorted();
    for (const file of files) hash.update(`\0${file}\0`).update(await readFile(file));
  }
  return hash.digest('hex');
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const inside = entries.filter(({ name }) => !made.includes(name));
  const nested = inside.map(async (entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesIn(path) : [path];
  });
  return (await Promise.all(nested)).flat();
}
