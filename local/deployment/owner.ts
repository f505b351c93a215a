import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { identify, isRunning } from '../emulator/process-identity.ts';

const owner = z.object({ pid: z.number(), birth: z.string() });
const fileOf = (folder: string): string => join(folder, 'owner.json');

/** Whether a running process holds this local deployment. */
export async function isOwned(folder: string): Promise<boolean> {
  const text = await readFile(fileOf(folder), 'utf8').catch(() => undefined);
  if (text === undefined) return false;
  const known = owner.parse(JSON.parse(text));
  return known.pid !== process.pid && isRunning(known);
}

/** Takes a local deployment for this process, so that no second one uses the same state; a dead owner's claim lapses. */
export async function claimFolder(folder: string): Promise<void> {
  if (await isOwned(folder)) {
    throw new Error(`This deployment already runs (its state is in ${folder}). End it with Ctrl-C first.`);
  }
  await mkdir(folder, { recursive: true });
  await writeFile(fileOf(folder), JSON.stringify(identify(process.pid)));
}

export const releaseFolder = (folder: string): Promise<void> => rm(fileOf(folder), { force: true });
