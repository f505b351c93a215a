import { findChromium } from '../checks/chromium.ts';
import { runDeep } from '../checks/deep.ts';
import { runChecks } from '../checks/run.ts';
import { runSuites, suites } from '../checks/suites.ts';

/**
 * `npm test` checks the tree and runs every suite; `npm test -- <file or part of its name>` only what is named;
 * `npm run test:deep` the long suites. The last line is the count of all of it.
 */
async function main(args: readonly string[]) {
  if (args.includes('--deep')) return runDeep();
  process.env['CLOISTER_CHROMIUM'] = await findChromium();
  if (args.length > 0) return runSuites(suites, args);
  const checked = await runChecks();
  const tested = await runSuites(suites);
  return { passed: checked.passed + tested.passed, failed: checked.failed + tested.failed };
}

const { passed, failed } = await main(process.argv.slice(2));
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
