import { createVitest, parseCLI, type TestCase, type TestModule } from 'vitest/node';
import { type Tally, totalOf } from './tally.ts';

/** Projects of vitest.config.ts that need no deployment. */
export const near = ['unit', 'infra', 'looks', 'emulator'];
/** Those that share one, each with the files that want it for themselves. */
export const sharing = ['contract*', 'emulated*', 'browser*', 'evidence*'];

/** Runs projects and counts; `args` are files and options as Vitest takes them. */
export async function runSuites(projects: readonly string[], args: readonly string[] = []): Promise<Tally> {
  // As Vitest's own command has it; Vite would call it development.
  process.env['NODE_ENV'] ??= 'test';
  const { filter, options } = parseCLI(['vitest', 'run', ...args]);
  const vitest = await createVitest('test', { ...options, project: [...projects], watch: false });
  try {
    if ((await vitest.globTestSpecifications(filter)).length === 0) return totalOf([]);
    await vitest.start(filter);
    const tally = tallyOf(vitest.state.getTestModules(), vitest.config.testNamePattern);
    return { ...tally, failed: tally.failed + vitest.state.getUnhandledErrors().length };
  } catch (error) {
    // A set-up that fails is one failure, and lets what runs beside it end.
    vitest.logger.printError(error, { type: 'Set-up failed' });
    return { passed: 0, failed: 1, notRun: [] };
  } finally {
    await vitest.close();
  }
}

/** A run of nothing shows nothing: it fails. */
export const somethingRan = (tally: Tally): Tally =>
  tally.passed + tally.failed + tally.notRun.length > 0 ? tally : { ...tally, failed: 1 };

/** Counts tests, and broken files and set-ups as failed ones; of tests that were not asked for by name, nothing. */
export function tallyOf(modules: readonly TestModule[], asked = /(?:)/): Tally {
  const tests = modules
    .flatMap((module) => [...module.children.allTests()])
    .filter(({ fullName }) => asked.test(fullName.replaceAll(' > ', ' ')));
  const states = tests.map((test) => test.result().state);
  const places = modules.flatMap((module) => [module, ...module.children.allSuites()]);
  return {
    passed: states.filter((state) => state === 'passed').length,
    failed:
      states.filter((state) => state !== 'passed' && state !== 'skipped').length +
      places.filter((place) => place.errors().length > 0).length,
    notRun: tests.flatMap(whyNot),
  };
}

function whyNot(test: TestCase): string[] {
  const result = test.result();
  if (result.state !== 'skipped') return [];
  return [`${test.module.relativeModuleId} > ${test.fullName}: ${result.note ?? 'no reason is given'}`];
}
