import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { runToEnd } from './program.ts';
import { sourceDigest } from './source-digest.ts';

const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin', 'vite.js');
const sources = ['console', 'contracts', 'policy'];
const mark = join('.local', 'console-build');

export const consoleFolder = join('console', 'dist');

/** Builds the console where its sources are not those of the last build. */
export async function buildConsole(): Promise<void> {
  const digest = await sourceDigest(sources);
  const built = await readFile(join(consoleFolder, 'index.html')).catch(() => undefined);
  if (built && (await readFile(mark, 'utf8').catch(() => '')) === digest) return;
  await runToEnd('The console’s build', [vite, 'build', '--config', join('console', 'vite.config.ts')]);
  await mkdir(dirname(mark), { recursive: true });
  await writeFile(mark, digest);
}
