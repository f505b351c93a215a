import { turnsFunction } from '../../lambdas/chat/turns.function.ts';
import { APPLICATION, measureSpeed, type Speed } from '../../test/bench/speed.ts';
import { floors, table } from '../../test/bench/stream-table.ts';
import { bundleBudgets } from '../../test/support/bundle-budgets.ts';

/** A line of the design's speed table: its goal in the column "first", and what a miss comes from. */
interface Goal {
  readonly what: string;
  readonly most: number;
  readonly unit: string;
  readonly of: (speed: Speed) => number;
  readonly cause: string;
}

const [sdkFloor] = floors;
const streamOf = ({ streams }: Speed, name: string) => {
  const found = streams.get(name);
  if (found === undefined) throw new Error(`${name} was not measured`);
  return found;
};

const goals: readonly Goal[] = [
  {
    what: 'CPU of a 100-token stream',
    most: 1.7,
    unit: '× SDK floor',
    of: (speed) => streamOf(speed, APPLICATION).cpuMs / streamOf(speed, sdkFloor.name).cpuMs,
    cause: 'an answer takes seven requests to DynamoDB',
  },
  {
    what: 'added before the first token',
    most: 10,
    unit: 'ms',
    of: (speed) => streamOf(speed, APPLICATION).firstTokenMs - streamOf(speed, sdkFloor.name).firstTokenMs,
    cause: 'five requests to DynamoDB come first, four in a row',
  },
  {
    what: 'cold import to first token',
    most: 0.55,
    unit: '× plain handler',
    of: ({ cold, plainCold }) => cold.ms / plainCold.ms,
    cause: 'zod’s schemas; eight requests before the first token, a plain handler has five',
  },
  {
    what: 'bundle of the hot handler',
    most: bundleBudgets.turns / 1000,
    unit: 'KB',
    of: ({ bundleKb }) => bundleKb,
    cause: 'zod, a third of it',
  },
  {
    what: 'DynamoDB a turn of 1 KB',
    most: 10,
    unit: 'write units',
    of: ({ writeUnits }) => writeUnits,
    cause: 'a sealed item begins another kilobyte',
  },
  {
    what: 'stop to the model call’s end',
    most: 1.5,
    unit: 's',
    of: ({ stopMs }) => stopMs / 1000,
    cause: 'the flag is read once a second',
  },
  {
    what: 'memory of the function',
    most: 256,
    unit: 'MB',
    of: () => turnsFunction.memory,
    cause: 'its declared memory',
  },
];

/** `npm run bench`: the design's speed table for what exists, beside its floors. Ratios count, since machines differ. */
const speed = await measureSpeed((line) => console.log(line));
console.log(`\n${table(speed.streams)}\n`);
const { cold, plainCold } = speed;
console.log(`cold start: ${cold.ms.toFixed(0)} ms, ${cold.cpuMs.toFixed(0)} of them work`);
console.log(`plain handler: ${plainCold.ms.toFixed(0)} ms, ${plainCold.cpuMs.toFixed(0)} of them work`);
console.log(`most memory held: ${streamOf(speed, APPLICATION).memoryMb.toFixed(0)} MB\n`);
for (const { what, most, unit, of, cause } of goals) {
  const measured = of(speed);
  const seen = `${Number(measured.toFixed(2))} ${unit}`;
  const verdict = measured <= most ? 'met   ' : 'MISSED';
  const why = measured <= most ? '' : `: ${cause}`;
  console.log(`${verdict}  ${what.padEnd(30)} ${seen.padEnd(22)} at most ${most} ${unit}${why}`);
}
console.log('');
// Sealing takes turns with its floor by itself.
await import('../../test/bench/sealing.bench.ts');
