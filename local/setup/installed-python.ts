import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';

const record = z.object({ program: z.string(), packages: z.string().optional() });

/** A Python with a set of our packages; `packages` names their folder when the program does not find them by itself. */
export interface InstalledPython {
  readonly program: string;
  readonly packages?: string;
}

/** The Python that the set-up prepared: `python` for the emulator, `python-checks` for the checkers. */
export async function installedPython(folder: 'python' | 'python-checks'): Promise<InstalledPython> {
  const file = join('.local', folder, 'python.json');
  const { program, packages } = record.parse(JSON.parse(await readFile(file, 'utf8')));
  return packages === undefined ? { program } : { program, packages };
}
