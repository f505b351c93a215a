import { checks } from './all.ts';
import { findExceptions } from './exceptions.ts';
import type { Check, Outcome } from './outcome.ts';
import type { Tally } from './tally.ts';

/** Runs all checks, two at a time, and prints a line for each, with everything that a failed one said. */
export async function runChecks(): Promise<Tally> {
  const failures: string[] = [];
  const waiting = [...checks];
  const worker = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      if (!(await runOne(check))) failures.push(check.name);
    }
  };
  await Promise.all([worker(), worker()]);
  const explained = await reportExceptions();
  const failed = failures.length + (explained ? 0 : 1);
  return { passed: checks.length + 1 - failed, failed, notRun: [] };
}

async function runOne({ name, run }: Check): Promise<boolean> {
  const began = performance.now();
  const { passed, says, details } = await run().catch(broke);
  const seconds = ((performance.now() - began) / 1000).toFixed(1).padStart(6);
  console.log(`${passed ? 'passed' : 'FAILED'}  ${seconds} s  ${name}${says ? `: ${says}` : ''}`);
  if (!passed) console.log(details.trimEnd().replaceAll(/^/gm, '    '));
  return passed;
}

/** A check that cannot run has not passed. */
const broke = (error: unknown): Outcome => ({ passed: false, says: 'did not run', details: String(error) });

async function reportExceptions(): Promise<boolean> {
  const { counts, unexplained } = await findExceptions();
  const list = [...counts].map(([tool, count]) => `${tool} ${count}`).join(', ');
  console.log(
    `${unexplained.length === 0 ? 'passed' : 'FAILED'}            exceptions with reasons: ${list || 'none'}`,
  );
  for (const place of unexplained) console.log(`    no reason: ${place}`);
  return unexplained.length === 0;
}
