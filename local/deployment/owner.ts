import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { identify, isRunning } from '../emulator/process-identity.ts';
import { eraseEmulator } from '../emulator/run-record.ts';
import { hasOtherLayout, markLayout } from './layout.ts';

const owner = z.object({ pid: z.number(), birth: z.string() });
const fileOf = (folder: string): string => join(folder, 'owner.json');

/** Whether a running process holds this local deployment. */
export async function isOwned(folder: string): Promise<boolean> {
  const text = await readFile(fileOf(folder), 'utf8').catch(() => undefined);
  if (text === undefined) return false;
  const known = owner.parse(JSON.parse(text));
  return known.pid !== process.pid && isRunning(known);
}

/**
 * Takes a local deployment for this process, so that no second one uses the same state; a dead owner's claim lapses. A
 * state of another layout is refused as it is, but by who starts over anyway.
 */
export async function claimFolder(folder: string, { fresh = false } = {}): Promise<void> {
  if (await isOwned(folder)) {
    throw new Error(`This deployment already runs (its state is in ${folder}). End it with Ctrl-C first.`);
  }
  const other = await hasOtherLayout(folder);
  if (other && !fresh) {
    throw new Error(
      `The state in ${folder} was made by another version of Cloister, which names stacks and ids otherwise, so this one cannot go on with it and has changed nothing there. Remove it with \`npm run reset\`, and start again.`,
    );
  }
  await mkdir(folder, { recursive: true });
  await writeFile(fileOf(folder), JSON.stringify(identify(process.pid)));
  if (other) await eraseEmulator(join(folder, 'emulator'));
  await markLayout(folder);
}

export const releaseFolder = (folder: string): Promise<void> => rm(fileOf(folder), { force: true });
