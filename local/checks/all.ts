import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { houseRulesCheck } from './house-rules.ts';
import { judge } from './import-law.ts';
import { type Check, program } from './outcome.ts';
import { secrets } from './secrets.ts';
import { templateChecks } from './template-checkers.ts';

const manifest = z.object({
  bin: z.union([z.string(), z.record(z.string(), z.string())]),
});

/** The program file of an installed package, so that it runs under this Node.js instead of the system's. */
function binOf(name: string, command: string): string {
  const folder = join('node_modules', name);
  const { bin } = manifest.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
  const file = typeof bin === 'string' ? bin : bin[command];
  if (!file) throw new Error(`${name} has no program ${command}`);
  return join(folder, file);
}

const types = (name: string, project: string) =>
  program(`types (${name})`, binOf('typescript-7', 'tsc'), ['--project', project]);

const importLaw: Check = {
  name: 'import law (dependency-cruiser)',
  async run() {
    const { files, breaches } = await judge('.', parts);
    // Without a TypeScript that it understands it reads nothing and finds nothing.
    const passed = files > 0 && breaches.length === 0;
    const details = breaches.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`).join('\n');
    return { passed, says: `${files} files`, details };
  },
};

const parts = [
  'bin',
  'policy',
  'contracts',
  'lib',
  'lambdas',
  'workflows',
  'tools',
  'runner',
  'console',
  'sdk',
  'local',
  'test',
].filter((part) => existsSync(part));

/** Every check of the tree, longest first. */
export const checks: readonly Check[] = [
  ...templateChecks,
  program('typed lint (oxlint)', binOf('oxlint', 'oxlint'), [
    '--type-aware',
    '--report-unused-disable-directives',
  ]),
  program('format and lint (biome)', binOf('@biomejs/biome', 'biome'), [
    'ci',
    '--max-diagnostics=60',
    '--colors=off',
  ]),
  secrets,
  program('unused code (knip)', binOf('knip', 'knip'), ['--no-progress']),
  importLaw,
  houseRulesCheck,
  types('functions, stacks, tests', 'tsconfig.json'),
  types('console', 'tsconfig.console.json'),
  types('browser tests', 'tsconfig.browser.json'),
];
