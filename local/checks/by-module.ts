import { glob } from 'node:fs/promises';
import { type ModuleId, modules } from '../../policy/modules.ts';

const tests = [
  'test/{unit,infra,looks,emulator,contract,emulated,browser}/**/*.test.ts',
  'test/evidence/*.evidence.ts',
  'console/**/*.test.{ts,tsx}',
];

/** What a test is about: a module that is a folder of its path or its name's first word, or the platform. */
export function moduleOf(file: string): ModuleId {
  const words = file.split('/').map((word, at, all) => (at === all.length - 1 ? word.split('.')[0] : word));
  return modules.find((module) => words.includes(module)) ?? 'platform';
}

/** The files that a word of the command line names: all of a module's, or those with the word in their path. */
export async function filesOf(word: string): Promise<readonly string[]> {
  if (!modules.some((module) => module === word)) return [word];
  const files = await Array.fromAsync(glob(tests));
  // The templates are looked at as a whole, each module's part among them.
  return files.filter((file) => file.startsWith('test/infra/') || moduleOf(file) === word);
}
