import { glob, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as z from 'zod';
import { runSuites, somethingRan } from './suites.ts';
import { type Tally, totalOf } from './tally.ts';
import { digestOf } from './tree.ts';

const limitMinutes = 90;
const stampSchema = z.object({
  tree: z.string(),
  passed: z.number(),
  failed: z.number(),
  notRun: z.array(z.string()).default([]),
});

/** Long suites, what they are about, and how one is run. */
export interface DeepRun {
  readonly files: readonly string[];
  /** Digest of everything that the suites are about. */
  readonly tree: string;
  /** Where it is written down what passed. */
  readonly folder: string;
  readonly run: (file: string) => Promise<Tally>;
  /** Milliseconds. */
  readonly clock: () => number;
}

/** Runs every file of `test/deep`. */
export async function runDeep(): Promise<Tally> {
  process.env['CLOISTER_DEEP'] = '1';
  return runResumably({
    files: (await Array.fromAsync(glob('test/deep/**/*.test.ts'))).toSorted(),
    tree: await digestOf((file) => !file.endsWith('.md')),
    folder: join('.local', 'deep'),
    run: async (file) => somethingRan(await runSuites(['deep'], [file])),
    clock: Date.now,
  });
}

/**
 * Runs one suite after the other. A suite that passed on this very tree is not run again, so that an interrupted run
 * goes on where it was; after the limit no further one is begun, which counts as a failure of each.
 */
export async function runResumably({ files, tree, folder, run, clock }: DeepRun): Promise<Tally> {
  const began = clock();
  const tallies: Tally[] = [];
  await mkdir(folder, { recursive: true });
  for (const file of files) {
    const stamp = join(folder, `${basename(file)}.json`);
    const inTime = clock() - began < limitMinutes * 60_000;
    const tally = (await passedBefore(file, stamp, tree)) ?? (inTime ? await run(file) : notBegun(file));
    await writeFile(stamp, JSON.stringify({ tree, ...tally }));
    tallies.push(tally);
  }
  return totalOf(tallies);
}

async function passedBefore(file: string, stampFile: string, tree: string): Promise<Tally | undefined> {
  const text = await readFile(stampFile, 'utf8').catch(() => undefined);
  const stamp = text === undefined ? undefined : stampSchema.parse(JSON.parse(text));
  if (stamp?.tree !== tree || stamp.failed > 0 || stamp.notRun.length > 0) return undefined;
  console.log(`${file}: passed before on this tree (${stamp.passed}).`);
  return stamp;
}

function notBegun(file: string): Tally {
  console.log(`${file}: not begun, ${limitMinutes} minutes are over; the next run goes on here.`);
  return { passed: 0, failed: 1, notRun: [] };
}
