import { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import type { Candidate, CandidateModule } from './candidate.ts';

/** What one process found out about one candidate. */
export interface Measurement {
  /** Milliseconds of CPU, user and system, for each stream. */
  readonly cpuMs: number;
  /** Milliseconds from the call to the first token, in the middle. */
  readonly firstTokenMs: number;
  readonly streams: number;
  /** The most memory that the process held, in MB. */
  readonly memoryMb: number;
}

const tokens = 100;
const prompt = `[[models tokens=${tokens}]]`;
const warmUp = 100;
const measured = 250;
const { values } = parseArgs({
  options: { candidate: { type: 'string' }, models: { type: 'string' } },
});

/** Runs one stream; milliseconds to its first token. */
async function stream(candidate: Candidate): Promise<number> {
  const began = performance.now();
  let first: number | undefined;
  let deltas = 0;
  const response = new Writable({
    write(chunk: Buffer, _encoding, done) {
      const found = chunk.toString().split(delta).length - 1;
      if (found > 0) first ??= performance.now() - began;
      deltas += found;
      done();
    },
  });
  await candidate.answer(prompt, response);
  if (deltas !== tokens || first === undefined)
    throw new Error(`A stream had ${deltas} deltas instead of ${tokens}.`);
  return first;
}

// One after the other: a Lambda environment serves one request at a time.
const module = (await import(values.candidate ?? '')) as CandidateModule;
const { delta = 'event: delta' } = module;
const candidate = await module.open(values.models ?? '');
for (let n = 0; n < warmUp; n += 1) await stream(candidate);
const before = process.cpuUsage();
const firsts: number[] = [];
for (let n = 0; n < measured; n += 1) firsts.push(await stream(candidate));
const { user, system } = process.cpuUsage(before);
candidate.close();
firsts.sort((a, b) => a - b);
const result: Measurement = {
  cpuMs: (user + system) / 1000 / measured,
  firstTokenMs: firsts[measured / 2] ?? 0,
  streams: measured,
  memoryMb: process.resourceUsage().maxRSS / 1024,
};
console.log(JSON.stringify(result));
