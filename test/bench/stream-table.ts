import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Measurement } from './measure.ts';
import { startDouble } from './program.ts';

/** A row of the table: a module with `open`, and the rows whose cost it is compared with. */
export interface Row {
  readonly name: string;
  /** Path of the module. */
  readonly module: string;
  /** Environment for its process, beyond PATH. */
  readonly env?: Readonly<Record<string, string>>;
}

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** What every gateway pays at least: with the SDK, and by hand. */
export const floors: readonly [Row, Row] = [
  { name: 'SDK floor', module: here('./sdk-floor.ts') },
  { name: 'raw floor', module: here('./raw-floor.ts') },
];

const rounds = 5;

/** Measures rows in turn, each time in a process of its own, against a model double without pacing; medians. */
export async function measureStreams(rows: readonly Row[]): Promise<ReadonlyMap<string, Measurement>> {
  await using models = await startDouble();
  const found = new Map<string, Measurement[]>(rows.map((row) => [row.name, []]));
  for (let round = 0; round < rounds; round += 1)
    for (const row of rows) found.get(row.name)?.push(await measure(row, models.url));
  return new Map([...found].map(([name, all]) => [name, median(all)]));
}

/** The table that `npm run bench` prints. */
export function table(found: ReadonlyMap<string, Measurement>): string {
  const [sdk, raw] = floors.map((floor) => found.get(floor.name)?.cpuMs ?? Number.NaN);
  const times = (cpu: number, floor = Number.NaN): string => `${(cpu / floor).toFixed(2)} ×`;
  const head = ['100-token stream', 'CPU', 'of SDK floor', 'of raw floor', 'first token'];
  const body = [...found].map(([name, { cpuMs, firstTokenMs }]) => [
    name,
    `${cpuMs.toFixed(2)} ms`,
    times(cpuMs, sdk),
    times(cpuMs, raw),
    `${firstTokenMs.toFixed(2)} ms`,
  ]);
  const lines = [head, ...body];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
        .join('  '),
    )
    .join('\n');
}

async function measure(row: Row, modelsUrl: string): Promise<Measurement> {
  const given = ['--candidate', row.module, '--models', modelsUrl];
  const env = { PATH: process.env['PATH'], ...row.env };
  const { stdout } = await promisify(execFile)(process.execPath, [here('./measure.ts'), ...given], { env });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Measurement;
}

function median(all: readonly Measurement[]): Measurement {
  const middle = (values: number[]): number =>
    values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
  return {
    cpuMs: middle(all.map((one) => one.cpuMs)),
    firstTokenMs: middle(all.map((one) => one.firstTokenMs)),
    streams: all.reduce((sum, one) => sum + one.streams, 0),
    memoryMb: middle(all.map((one) => one.memoryMb)),
  };
}
