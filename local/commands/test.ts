import { filesOf } from '../checks/by-module.ts';
import { findChromium } from '../checks/chromium.ts';
import { runDeep } from '../checks/deep.ts';
import { runChecks } from '../checks/run.ts';
import { near, runSuites, sharing, somethingRan } from '../checks/suites.ts';
import { closingLines, type Tally, totalOf } from '../checks/tally.ts';
import { buildConsole } from '../deployment/console-build.ts';

/** What works, and what waits for a deployment and its workflows, beside each other. */
async function runAll(): Promise<Tally> {
  // Both want it, and neither may build it while the other reads it.
  await buildConsole();
  const working = runChecks().then(async (checked) => totalOf([checked, await runSuites(near)]));
  return totalOf(await Promise.all([working, runSuites(sharing)]));
}

async function runNamed(words: readonly string[]): Promise<Tally> {
  const files = (await Promise.all(words.map(filesOf))).flat();
  return somethingRan(totalOf([await runSuites(near, files), await runSuites(sharing, files)]));
}

/**
 * `npm test` checks the tree and runs every suite; `npm test -- <module, file or part of its name>` what is named;
 * `npm run test:deep` the long suites. The last line is the count of all of it.
 */
async function main(words: readonly string[]): Promise<boolean> {
  const deep = words.includes('--deep');
  if (!deep) process.env['CLOISTER_CHROMIUM'] = await findChromium();
  const named = words.length > 0;
  const tally = await (deep ? runDeep() : named ? runNamed(words) : runAll());
  for (const line of closingLines(tally)) console.log(line);
  // Where all was asked for, what did not run is missing.
  return tally.failed === 0 && ((named && !deep) || tally.notRun.length === 0);
}

process.exit((await main(process.argv.slice(2))) ? 0 : 1);
