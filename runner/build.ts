import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { buildSync } from 'esbuild';

const entry = new URL('main.ts', import.meta.url).pathname;
/** Where the artefact lies after a build. */
export const runnerArtefact = new URL('dist/runner.mjs', import.meta.url).pathname;

/** Bundles the runner into one file that needs nothing but Node 24; its version is a digest of its code. */
export function buildRunner(file = runnerArtefact): string {
  buildSync({
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
  const code = readFileSync(file, 'utf8');
  const version = createHash('sha256').update(code).digest('hex').slice(0, 12);
  writeFileSync(file, code.replaceAll('@runner-version@', version));
  return file;
}
