import { defineConfig } from 'vitest/config';
import { EvidenceReporter } from './test/support/evidence/reporter.ts';

/** Two cores: at most two files at once; one where files share a deployment. */
const project = (
  name: string,
  include: string[],
  order: number,
  shared = false,
  globalSetup: string[] = [],
) => ({
  test: {
    name,
    globalSetup,
    include,
    environment: 'node' as const,
    pool: 'forks' as const,
    fileParallelism: !shared,
    maxWorkers: shared ? 1 : 2,
    testTimeout: name === 'deep' ? 3_600_000 : shared ? 120_000 : 20_000,
    hookTimeout: shared ? 180_000 : 60_000,
    sequence: { groupOrder: order },
  },
});

/** The one deployment that these projects share. */
const deployment = 'test/support/deployment/global-setup.ts';

export default defineConfig({
  test: {
    reporters: ['default', new EvidenceReporter()],
    includeTaskLocation: true,
    projects: [
      project('unit', ['test/unit/**/*.test.ts', 'console/**/*.test.ts', 'console/**/*.test.tsx'], 0),
      project('infra', ['test/infra/**/*.test.ts'], 1, false, ['test/infra/setup.ts']),
      project('looks', ['test/looks/**/*.test.ts'], 1),
      project('contract', ['test/contract/**/*.test.ts'], 2, true, [deployment]),
      project('emulated', ['test/emulated/**/*.test.ts'], 3, true, [deployment]),
      project('browser', ['test/browser/**/*.test.ts'], 4, true, [deployment]),
      project('evidence', ['test/evidence/**/*.evidence.ts'], 5, true, [
        'test/support/evidence/setup.ts',
        deployment,
      ]),
      // Only `npm run test:deep` runs these: each file is a suite of many minutes.
      project('deep', ['test/deep/**/*.test.ts'], 6, true, [deployment]),
    ],
  },
});
