import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Counted up when what lies in a state of before would be half understood: 2, a module has one word everywhere; 3, movements are numbered and sealed. */
const layout = '3';
const fileOf = (folder: string): string => join(folder, 'layout');

/** Whether the folder has a state of another layout; the first one had no number. */
export async function hasOtherLayout(folder: string): Promise<boolean> {
  const entries = await readdir(folder).catch((): string[] => []);
  const found = await readFile(fileOf(folder), 'utf8').catch(() => '1');
  return entries.includes('emulator') && found !== layout;
}

export const markLayout = (folder: string): Promise<void> => writeFile(fileOf(folder), layout);
