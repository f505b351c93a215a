import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { build } from 'esbuild';

const entry = new URL('main.ts', import.meta.url).pathname;
/** Where the artefact lies after a build. */
export const runnerArtefact = new URL('dist/runner.mjs', import.meta.url).pathname;

/** Bundles the runner into one file that needs nothing but Node 24; its version is a digest of its code. */
export async function buildRunner(file = runnerArtefact): Promise<string> {
  await build({
    entryPoints: [entry],
    outfile: file,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    minifySyntax: true,
    legalComments: 'none',
    // Some bundled packages are CommonJS and call `require`.
    banner: {
      js: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);",
    },
    define: { RUNNER_VERSION: '"@runner-version@"' },
  });
  const code = await readFile(file, 'utf8');
  const version = createHash('sha256').update(code).digest('hex').slice(0, 12);
  await writeFile(file, code.replaceAll('@runner-version@', version));
  return file;
}
