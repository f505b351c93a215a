import { describe, expect, it } from 'vitest';
import { breachesIn, houseRules } from '../../../local/checks/house-rules.ts';

type Tree = Readonly<Record<string, string>>;

const rulesBroken = (tree: Tree) => [
  ...new Set(breachesIn(new Map(Object.entries(tree))).map(({ rule }) => rule)),
];

const runs = {
  'contracts/runs/stores.ts': 'export const LIMIT = 9;\nexport const runs = defineTable({});\n',
};
const readsRuns = "import { runs } from '../../contracts/runs/stores.ts';\nenv(runs.env);\n";
const handler = (text: string): Tree => ({ 'lambdas/runs/sweep-runs.handler.ts': text });

/** What a careless change would look like, rule by rule. */
const broken: Readonly<Record<string, readonly Tree[]>> = {
  'handlers-only-list': [
    handler('async function sweep() {}\nexport const handler = sweep;\n'),
    handler('const sweep = async () => store.sweep();\nexport const handler = sweep;\n'),
    handler('export class RunStore {}\nexport const handler = api([]);\n'),
    handler('export const handler = async () => { for (const run of runs) await end(run); };\n'),
    handler('export const handler = async () => { await look(); await end(); };\n'),
    handler('export const handler = async (run) => run ? end(run) : look();\n'),
    handler('export const handler = async () => db.send(new GetCommand({}));\n'),
    handler('export const sweeping = 5;\nexport const handler = api([]);\n'),
  ],
  'stores-hold-no-use-case': [
    { 'lambdas/runs/run-store.ts': "import { Problem } from '../platform/http/problem.ts';\n" },
    { 'lambdas/runs/run-store.ts': "import type { AuditTrail } from '../platform/audit/audit-trail.ts';\n" },
    { 'lambdas/runs/run-store.ts': "import { MachineStore } from '../machines/machine-store.ts';\n" },
  ],
  'stores-have-one-module': [
    { ...runs, 'lambdas/machines/beat.ts': readsRuns },
    { ...runs, 'lambdas/machines/run-store.ts': readsRuns.replaceAll('runs }', 'runs as table }') },
  ],
  'names-can-be-found': [
    { 'lambdas/machines/machine-work.ts': 'export const still = {};\n' },
    { 'lib/reading.ts': 'export function listed() {}\n' },
  ],
};

/** What the rules must leave alone. */
const lawful: Tree = {
  ...runs,
  'lambdas/runs/run-store.ts': `${readsRuns}import type { MachineStore } from '../machines/machine-store.ts';\nexport class RunStore {}\n`,
  'lambdas/machines/machines.function.ts': readsRuns,
  'lambdas/machines/late.ts':
    "import { LIMIT } from '../../contracts/runs/stores.ts';\nexport const limit = LIMIT;\n",
  'lambdas/machines/types.ts': "import type { runs } from '../../contracts/runs/stores.ts';\n",
  'lambdas/privacy/erase.ts': readsRuns,
  'lambdas/runs/runs.handler.ts': `import { api, endpoint } from '../platform/http/endpoint.ts';
const desk = { runs: openRuns(), clock: Date.now };
export const handler = api([endpoint({ route, run: async (call) => listRuns(desk, call) })]);
`,
  ...handler('export const handler = async (): Promise<void> => {\n  await sweepRuns(parts);\n};\n'),
  'contracts/spec/marks.ts': 'export const sealed = (schema) => schema;\nexport const seed = 1;\n',
};

describe('the rules of the house', () => {
  it.each(houseRules)('%s notices each tree that breaks it', (rule) => {
    expect(broken[rule]?.length).toBeGreaterThan(0);
    for (const tree of broken[rule] ?? []) expect(rulesBroken(tree), JSON.stringify(tree)).toEqual([rule]);
  });

  it('leave a lawful tree alone', () => {
    expect(breachesIn(new Map(Object.entries(lawful)))).toEqual([]);
  });
});
