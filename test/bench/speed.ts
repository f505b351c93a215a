import { execFile } from 'node:child_process';
import { stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { turnsFunction } from '../../lambdas/chat/turns.function.ts';
import { bundle } from '../../lib/constructs/bundles.ts';
import { delta, open } from './application.ts';
import type { Candidate } from './candidate.ts';
import type { ColdStart } from './cold.ts';
import type { Measurement } from './measure.ts';
import { startDouble, startStores } from './program.ts';
import { floors, measureStreams } from './stream-table.ts';

/** All that was measured in one run. */
export interface Speed {
  readonly streams: ReadonlyMap<string, Measurement>;
  readonly cold: ColdStart;
  readonly plainCold: ColdStart;
  readonly bundleKb: number;
  readonly writeUnits: number;
  readonly stopMs: number;
}

export const APPLICATION = 'application';
const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
const OUT = resolve('.local', 'bench');
const coldStarts = 11;

/** Measures everything that the design's table names, on this machine, in one run. */
export async function measureSpeed(say: (line: string) => void): Promise<Speed> {
  const { hot, plain } = await makeBundles();
  await using models = await startDouble();
  await using stores = await startStores();
  const env = { BENCH_BUNDLE: hot, BENCH_STORES: stores.url, BENCH_MODELS: models.url };
  say('Streams, in turn with their floors …');
  const streams = await measureStreams([
    ...floors,
    { name: APPLICATION, module: here('./application.ts'), env },
  ]);
  say('Cold starts …');
  const cold: ColdStart[] = [];
  const plainCold: ColdStart[] = [];
  for (let n = 0; n < coldStarts; n += 1) {
    cold.push(await coldStart(env));
    plainCold.push(await coldStart({ ...env, BENCH_BUNDLE: plain }));
  }
  say('Write units and stop …');
  Object.assign(process.env, env);
  const application = open(models.url);
  return {
    streams,
    cold: middle(cold),
    plainCold: middle(plainCold),
    bundleKb: (await stat(hot)).size / 1000,
    writeUnits: await unitsOf(application, stores.url),
    stopMs: await slowestStop(application, stores.url),
  };
}

/** The bundle as it is deployed, and the plain handler's, both from the sources as they are. */
async function makeBundles() {
  bundle([turnsFunction], OUT);
  // As on Lambda, where no package says that files are ES modules.
  await writeFile(join(OUT, 'package.json'), '{"type":"commonjs"}');
  const plain = join(OUT, 'plain', 'index.js');
  const plainBuild = {
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    logLevel: 'error',
  } as const;
  await build({ ...plainBuild, entryPoints: [here('./plain-handler.ts')], outfile: plain });
  return { hot: join(OUT, turnsFunction.name, 'index.js'), plain };
}

async function coldStart(env: Readonly<Record<string, string>>): Promise<ColdStart> {
  const { stdout } = await promisify(execFile)(process.execPath, [here('./cold.ts')], {
    env: { PATH: process.env['PATH'], ...env },
  });
  const started: ColdStart = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  return started;
}

/** A turn whose prompt and answer are 1 KB together; its pieces need more than two seconds to be kept, so there are none. */
async function unitsOf(application: Candidate, stores: string): Promise<number> {
  await (await fetch(`${stores}/units`)).text();
  await application.answer(
    `[[models text="${'word '.repeat(96)}"]]`,
    new Writable({ write: (_chunk, _encoding, done) => done() }),
  );
  return Number(await (await fetch(`${stores}/units`)).text());
}

/** From the flag in the table to the end of the stream, the longest of a few: how late the flag is read is chance. */
async function slowestStop(application: Candidate, stores: string): Promise<number> {
  const taken: number[] = [];
  for (let n = 0; n < 4; n += 1) {
    await fetch(`${stores}/state`, { method: 'PUT', body: 'answering' });
    let asked: number | undefined;
    const response = new Writable({
      write(chunk: Buffer, _encoding, done) {
        if (asked === undefined && chunk.includes(delta)) {
          asked = performance.now();
          void fetch(`${stores}/state`, { method: 'PUT', body: 'stopping' });
        }
        done();
      },
    });
    await application.answer('[[models tokens=400 pace=20]]', response);
    taken.push(performance.now() - (asked ?? 0));
  }
  return Math.max(...taken);
}

function middle(all: readonly ColdStart[]): ColdStart {
  const of = (values: number[]): number =>
    values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
  return { ms: of(all.map(({ ms }) => ms)), cpuMs: of(all.map(({ cpuMs }) => cpuMs)) };
}
