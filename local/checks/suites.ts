import { startVitest } from 'vitest/node';
import type { Tally } from './run.ts';

/** What `npm test` runs, in this order; the last ones share one deployment. */
export const suites = ['unit', 'infra', 'contract', 'emulated', 'browser', 'evidence'] as const;

/** Runs projects of vitest.config.ts and counts. A skipped test is not a passed one: it counts as failed. */
export async function runSuites(project: readonly string[], files: readonly string[] = []): Promise<Tally> {
  const vitest = await startVitest('test', [...files], {
    project: [...project],
    watch: false,
    passWithNoTests: false,
  });
  const modules = vitest.state.getTestModules();
  const states = modules.flatMap((module) =>
    [...module.children.allTests()].map((test) => test.result().state),
  );
  const broken = modules.filter((module) => module.errors().length > 0).length;
  const strayErrors = vitest.state.getUnhandledErrors().length;
  await vitest.close();
  const passed = states.filter((state) => state === 'passed').length;
  const nothingRan = modules.length === 0 ? 1 : 0;
  return { passed, failed: states.length - passed + broken + strayErrors + nothingRan };
}
