import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

const entry = new URL('main.ts', import.meta.url).pathname;
/** Where the artefact lies after a build. */
export const runnerArtefact = new URL('dist/runner.mjs', import.meta.url).pathname;

/** Bundles the runner into one file that needs nothing but Node 24; its version is a digest of its code. */
export function buildRunner(file = runnerArtefact): string {
  const { metafile } = buildSync({
    entryPoints: [entry],
    outfile: file,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    minifySyntax: true,
    legalComments: 'none',
    metafile: true,
    // Some bundled packages are CommonJS and call `require`.
    banner: {
      js: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);",
    },
    define: { RUNNER_VERSION: '"@runner-version@"' },
  });
  const code = readFileSync(file, 'utf8');
  const version = createHash('sha256').update(code).digest('hex').slice(0, 12);
  const licences = licencesOf(Object.keys(metafile.inputs));
  writeFileSync(file, `${code.replaceAll('@runner-version@', version)}\n/*\n${licences}\n*/\n`);
  return file;
}

/** The licence texts of the packages that these files are from, each text once with the packages that it is for. */
export function licencesOf(files: readonly string[]): string {
  const folders = new Set(
    files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []),
  );
  const packagesOf = Map.groupBy([...folders].toSorted(), (folder) => {
    const name = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
    // A package without the file says in its package.json under what it is.
    return name === undefined ? licenceNameOf(folder) : readFileSync(join(folder, name), 'utf8').trim();
  });
  return [...packagesOf]
    .map(
      ([text, those]) =>
        `${those.map((folder) => folder.replace(/^.*node_modules\//, '')).join(', ')}\n\n${text}`,
    )
    .join('\n\n----\n\n')
    .replaceAll('*/', '* /');
}

function licenceNameOf(folder: string): string {
  const said: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const licence = typeof said === 'object' && said !== null && 'license' in said ? said.license : undefined;
  if (typeof licence !== 'string') throw new Error(`${folder} has no licence`);
  return licence;
}
