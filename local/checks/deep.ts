import { glob, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as z from 'zod';
import type { Tally } from './run.ts';
import { runSuites } from './suites.ts';
import { digestOf } from './tree.ts';

const folder = join('.local', 'deep');
const limitMinutes = 90;
const stampSchema = z.object({ tree: z.string(), passed: z.number(), failed: z.number() });

/**
 * Runs the long suites one after the other. A suite that passed on this very tree is not run again, so that an
 * interrupted run goes on where it was; after the limit no further one is begun.
 */
export async function runDeep(): Promise<Tally> {
  process.env['CLOISTER_DEEP'] = '1';
  const began = Date.now();
  const tree = await digestOf((file) => !file.endsWith('.md'));
  const total = { passed: 0, failed: 0 };
  for (const file of (await Array.fromAsync(glob('test/deep/**/*.test.ts'))).toSorted()) {
    const minutes = (Date.now() - began) / 60_000;
    const tally =
      (await finished(file, tree)) ??
      (minutes < limitMinutes ? await runAndStamp(file, tree) : notBegun(file));
    total.passed += tally.passed;
    total.failed += tally.failed;
  }
  return total;
}

async function runAndStamp(file: string, tree: string): Promise<Tally> {
  const tally = await runSuites(['deep'], [file]);
  await mkdir(folder, { recursive: true });
  await writeFile(stampOf(file), JSON.stringify({ tree, ...tally }));
  return tally;
}

async function finished(file: string, tree: string): Promise<Tally | undefined> {
  const text = await readFile(stampOf(file), 'utf8').catch(() => undefined);
  const stamp = text === undefined ? undefined : stampSchema.parse(JSON.parse(text));
  if (stamp?.tree !== tree || stamp.failed > 0) return undefined;
  console.log(`${file}: passed before on this tree (${stamp.passed}).`);
  return stamp;
}

function notBegun(file: string): Tally {
  console.log(`${file}: not begun, ${limitMinutes} minutes are over; the next run goes on here.`);
  return { passed: 0, failed: 1 };
}

const stampOf = (file: string) => join(folder, `${basename(file)}.json`);
