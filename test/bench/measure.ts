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
      if (chunk.includes('event: delta')) {
        first ??= performance.now() - began;
        deltas += 1;
      }
      done();
    },
  });
  await candidate.answer(prompt, response);
  if (deltas !== tokens || first === undefined) {
    throw new Error(`A stream had ${deltas} deltas instead of ${tokens}.`);
  }
  return first;
}

// One after the other: a Lambda environment serves one request at a time.
const module = (await import(values.candidate ?? '')) as CandidateModule;
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
};
console.log(JSON.stringify(result));
