import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { output } from './outcome.ts';

/** Every file that git knows or would take. */
export async function sourceFiles(): Promise<readonly string[]> {
  const { out } = await output('git', ['ls-files', '--cached', '--others', '--exclude-standard']);
  return [...new Set(out.split('\n'))].filter(Boolean).toSorted();
}

/** A digest of the files that matter for something: when it is the same, so is what comes of them. */
export async function digestOf(matters: (file: string) => boolean): Promise<string> {
  const hash = createHash('sha256');
  for (const file of (await sourceFiles()).filter(matters)) {
    hash.update(file).update(await readFile(file).catch(() => 'gone'));
  }
  return hash.digest('hex');
}
