import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const compiler = join(
  dirname(createRequire(import.meta.url).resolve('typescript-7/package.json')),
  'bin',
  'tsc',
);
const strictness = '--strict --noUncheckedIndexedAccess --exactOptionalPropertyTypes --skipLibCheck'.split(
  ' ',
);
const modules = ['--module', 'nodenext', '--target', 'es2024', '--allowImportingTsExtensions', '--noEmit'];

/**
 * What the compiler says about a source that imports the project's files from `root`: `''` when it would build.
 * Shows that a promise is kept by a type, where nothing that breaks it can be written down.
 */
export async function compilerSays(source: (root: string) => string): Promise<string> {
  const folder = await mkdtemp(join(process.cwd(), '.local', 'type-check-'));
  try {
    const file = join(folder, 'source.ts');
    await writeFile(file, source('../..'));
    return await new Promise<string>((resolve) => {
      execFile(process.execPath, [compiler, '--ignoreConfig', ...strictness, ...modules, file], (_, said) =>
        resolve(said),
      );
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
