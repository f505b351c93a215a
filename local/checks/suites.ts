import { parseCLI, startVitest } from 'vitest/node';
import type { Tally } from './run.ts';

/** What `npm test` runs, in this order; the last ones share one deployment. */
export const suites = ['unit', 'infra', 'looks', 'contract', 'emulated', 'browser', 'evidence'] as const;

/**
 * Runs projects of vitest.config.ts and counts; `args` are files and options as Vitest takes them. A skipped test is
 * not a passed one: it counts as failed, but where files or names were chosen.
 */
export async function runSuites(projects: readonly string[], args: readonly string[] = []): Promise<Tally> {
  const { filter, options } = parseCLI(['vitest', 'run', ...args]);
  const vitest = await startVitest('test', filter, { project: [...projects], ...options, watch: false });
  const modules = vitest.state.getTestModules();
  const states = modules.flatMap((module) =>
    [...module.children.allTests()].map((test) => test.result().state),
  );
  const broken = modules.filter((module) => module.errors().length > 0).length;
  const strayErrors = vitest.state.getUnhandledErrors().length;
  await vitest.close();
  const ran = args.length === 0 ? states : states.filter((state) => state !== 'skipped');
  const passed = ran.filter((state) => state === 'passed').length;
  const nothingRan = ran.length === 0 ? 1 : 0;
  return { passed, failed: ran.length - passed + broken + strayErrors + nothingRan };
}
