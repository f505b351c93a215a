import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { output } from '../checks/outcome.ts';
import { OperatorFault } from './fault.ts';

/** Writes down every package of the lock file (CycloneDX), those that ship nowhere marked as development, and gives the file. */
export async function writeSbom(folder: string): Promise<string> {
  // Not by `--omit dev`: npm then leaves out what a tool uses as well.
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--package-lock-only'];
  const { code, out, text } = await output('npm', args);
  if (code !== 0) throw new OperatorFault(`npm sbom ended with a fault:\n${text}`);
  const file = join(folder, 'sbom.cdx.json');
  await mkdir(folder, { recursive: true });
  await writeFile(file, out);
  return file;
}
