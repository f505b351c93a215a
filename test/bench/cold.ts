/** One cold start: from the import of a bundle to the first token of its first answer, in a process of its own. */
import { Writable } from 'node:stream';
import { delta, open } from './application.ts';

/** What a cold start took, and what of it was work: on a busy machine the rest is waiting for a processor. */
export interface ColdStart {
  readonly ms: number;
  readonly cpuMs: number;
}

const began = performance.now();
const before = process.cpuUsage();
const candidate = open(process.env['BENCH_MODELS'] ?? '');
let first: number | undefined;
let cpu: NodeJS.CpuUsage | undefined;
const response = new Writable({
  write(chunk: Buffer, _encoding, done) {
    if (first === undefined && chunk.includes(delta)) {
      first = performance.now() - began;
      cpu = process.cpuUsage(before);
    }
    done();
  },
});
await candidate.answer('[[models tokens=3]]', response);
if (first === undefined || cpu === undefined) throw new Error('no token came');
console.log(JSON.stringify({ ms: first, cpuMs: (cpu.user + cpu.system) / 1000 } satisfies ColdStart));
process.exit(0);
