import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { runToEnd } from './program.ts';

const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin', 'vite.js');
const sources = ['console', 'contracts', 'policy'];
const mark = join('.local', 'console-build');

/** The folder of the built console. */
export const consoleFolder = join('console', 'dist');

/** Builds the console where its sources are not those of the last build. */
export async function buildConsole(): Promise<void> {
  const digest = await digestOf(sources);
  const built = await readFile(join(consoleFolder, 'index.html')).catch(() => undefined);
  if (built && (await readFile(mark, 'utf8').catch(() => '')) === digest) return;
  await runToEnd('The console’s build', [vite, 'build', '--config', join('console', 'vite.config.ts')]);
  await mkdir(dirname(mark), { recursive: true });
  await writeFile(mark, digest);
}

async function digestOf(folders: readonly string[]): Promise<string> {
  const hash = createHash('sha256').update(await readFile('package-lock.json'));
  for (const folder of folders) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    for (const file of files.filter((name) => !name.startsWith(consoleFolder)).toSorted()) {
      hash.update(file).update(await readFile(file));
    }
  }
  return hash.digest('hex');
}
