import { join } from 'node:path';
import { build } from 'esbuild';

/** What plays cloud-init and systemd, in one file, since a machine sees nothing of this project. */
export async function bundleInside(folder: string): Promise<string> {
  const outfile = join(folder, 'inside.mjs');
  await build({
    entryPoints: [new URL('inside/main.ts', import.meta.url).pathname],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    banner: {
      js: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);",
    },
  });
  return outfile;
}
