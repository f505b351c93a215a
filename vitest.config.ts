import { defineConfig } from 'vitest/config';
import { EvidenceReporter } from './test/support/evidence/reporter.ts';

/** Files of a group run side by side, so many at once; the next group begins when they have ended. */
interface Group {
  readonly order: number;
  readonly atOnce: number;
  readonly testSeconds: number;
}

/** Files that need no deployment; there are two cores. */
const near: Group = { order: 1, atOnce: 2, testSeconds: 20 };
/** As these, with an emulator of their own. */
const emulator: Group = { ...near, testSeconds: 120 };
/** Files that look at the whole deployment, or change it for everybody: each says why. */
const alone: Group = { order: 2, atOnce: 1, testSeconds: 120 };
/** Files that mind their own accounts; they wait for the emulator and for workflows more than they work. */
const together: Group = { order: 3, atOnce: 3, testSeconds: 120 };
/** Only `npm run test:deep` runs these: each file is a suite of many minutes. */
const deep: Group = { order: 4, atOnce: 1, testSeconds: 3600 };

/** The one deployment that these projects share. */
const deployment = 'test/support/deployment/global-setup.ts';

const project = (name: string, group: Group, include: string[], globalSetup: string[] = []) => ({
  test: {
    name,
    globalSetup,
    include,
    exclude: group === together ? ['**/*.alone.*'] : [],
    environment: 'node' as const,
    pool: 'forks' as const,
    maxWorkers: group.atOnce,
    testTimeout: group.testSeconds * 1000,
    hookTimeout: group === near ? 60_000 : 180_000,
    sequence: { groupOrder: group.order },
  },
});

/** Files that share the deployment, and those among them that want it for themselves. */
const sharing = (name: string, kind: string, ...setup: string[]) => [
  project(`${name} alone`, alone, [`test/${name}/*.alone.${kind}.ts`], [...setup, deployment]),
  project(name, together, [`test/${name}/*.${kind}.ts`], [...setup, deployment]),
];

export default defineConfig({
  test: {
    reporters: ['default', new EvidenceReporter()],
    includeTaskLocation: true,
    projects: [
      project('unit', near, ['test/unit/**/*.test.ts', 'console/**/*.test.ts', 'console/**/*.test.tsx']),
      project('infra', near, ['test/infra/*.test.ts'], ['test/infra/setup.ts']),
      project('looks', near, ['test/looks/*.test.ts']),
      project('emulator', emulator, ['test/emulator/*.test.ts']),
      ...sharing('contract', 'test'),
      ...sharing('emulated', 'test'),
      ...sharing('browser', 'test'),
      ...sharing('evidence', 'evidence', 'test/support/evidence/setup.ts'),
      project('deep', deep, ['test/deep/*.test.ts'], [deployment]),
    ],
  },
});
