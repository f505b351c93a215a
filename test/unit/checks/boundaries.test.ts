import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { judge, rules } from '../../../local/checks/import-law.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

type Tree = Readonly<Record<string, string>>;

const needs = (path: string) => `import { x } from '${path}';\nexport const y = x;\n`;
const leaf = 'export const x = 1;\nexport type X = number;\n';

/** One tree a rule: what a careless change would look like. */
const broken: Readonly<Record<string, Tree>> = {
  'no-cycles': { 'policy/a.ts': needs('./b.ts'), 'policy/b.ts': `export { y as x } from './a.ts';\n` },
  resolves: { 'policy/a.ts': needs('./missing.ts') },
  'policy-stands-alone': { 'policy/a.ts': needs('../contracts/ids.ts'), 'contracts/ids.ts': leaf },
  'contracts-on-policy': { 'contracts/a.ts': needs('../lib/a.ts'), 'lib/a.ts': leaf },
  'data-without-clients': { 'contracts/a.ts': needs('@aws-sdk/client-s3') },
  'schemas-are-lean': {
    'lambdas/chat/turn.ts': needs('zod'),
    'node_modules/zod/index.js': 'export const x = 1;',
  },
  'functions-know-no-stacks': { 'lambdas/chat/turn-store.ts': needs('../../lib/a.ts'), 'lib/a.ts': leaf },
  'functions-without-cdk': { 'lambdas/chat/chat.function.ts': needs('aws-cdk-lib/aws-lambda') },
  'rules-without-sdk': { 'lambdas/chat/turn.ts': needs('@aws-sdk/client-dynamodb') },
  'stacks-see-specs-only': { 'lib/a.ts': needs('../lambdas/chat/turn.ts'), 'lambdas/chat/turn.ts': leaf },
  'stacks-stand-apart': { 'lib/a.ts': needs('../local/a.ts'), 'local/a.ts': leaf },
  'runner-by-contract': { 'runner/a.ts': needs('../policy/models.ts'), 'policy/models.ts': leaf },
  'runner-types-only': {
    'runner/a.ts': needs('../contracts/runs/stores.ts'),
    'contracts/runs/stores.ts': leaf,
  },
  'console-by-contract': { 'console/a.ts': needs('../lambdas/chat/turn.ts'), 'lambdas/chat/turn.ts': leaf },
  'console-types-only': {
    'console/a.tsx': needs('../contracts/chat/stores.ts'),
    'contracts/chat/stores.ts': leaf,
  },
  'pages-below-shell': {
    'console/pages/chat/view.ts': needs('../../shell/a.ts'),
    'console/shell/a.ts': leaf,
  },
  'pages-stand-apart': {
    'console/pages/chat/view.ts': needs('../runs/a.ts'),
    'console/pages/runs/a.ts': leaf,
  },
  'pages-by-routes': { 'console/shell/a.ts': needs('../pages/chat/a.ts'), 'console/pages/chat/a.ts': leaf },
  'pieces-below-pages': { 'console/data/a.ts': needs('../pages/chat/a.ts'), 'console/pages/chat/a.ts': leaf },
  'pieces-without-data': { 'console/design/a.ts': needs('../data/a.ts'), 'console/data/a.ts': leaf },
  'gaps-for-the-app-only': { 'lib/a.ts': needs('../local/emulator-gaps.ts'), 'local/emulator-gaps.ts': leaf },
  'nobody-needs-tests': { 'local/a.ts': needs('../test/support/a.ts'), 'test/support/a.ts': leaf },
  'names-are-nouns': { 'policy/a.ts': needs('./utils.ts'), 'policy/utils.ts': leaf },
  'vague-names-import': { 'policy/common/a.ts': needs('../b.ts'), 'policy/b.ts': leaf },
};

/** What the law must leave alone. */
const lawful: Tree = {
  'policy/models.ts': leaf,
  'contracts/chat/stores.ts': needs('../../policy/models.ts'),
  'contracts/pages.ts': needs('zod/mini'),
  'node_modules/zod/mini/index.js': 'export const x = 1;',
  'lambdas/chat/turn.ts': needs('../../contracts/chat/stores.ts').replaceAll('x', 'y'),
  'lambdas/chat/chat.function.ts': needs('../../policy/models.ts'),
  'lib/stacks/chat.ts': `export { y } from '../../lambdas/chat/chat.function.ts';\n`,
  'runner/main.ts': `import type { y } from '../contracts/chat/stores.ts';\nexport type Y = typeof y;\n`,
  'console/main.ts': `import type { y } from '../contracts/chat/stores.ts';\nexport type Y = typeof y;\n`,
  'console/data/models.ts': leaf,
  'console/pages/page.ts': leaf,
  'console/pages/chat/words.ts': leaf,
  'console/pages/chat/list.ts': `export { x } from '../../data/models.ts';\n`,
  'console/pages/chat/view.ts': `export { x } from './words.ts';\n`,
  'console/pages/chat/route.ts': `export { x } from '../page.ts';\n`,
  'console/pages/routes.ts': `export { x } from './page.ts';\n`,
  'console/shell/app.ts': `export { x } from '../pages/routes.ts';\n`,
  'local/emulator-gaps.ts': leaf,
  'bin/app.ts': needs('../local/emulator-gaps.ts'),
};

async function violations(tree: Tree): Promise<string[]> {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries(tree)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const { files, breaches } = await judge(folder, ['.']);
  expect(files).toBeGreaterThan(0);
  return [...new Set(breaches.map(({ rule }) => rule.name))];
}

describe('the import law', () => {
  it.each(rules)('%s notices the tree that breaks it', async (name) => {
    const tree = broken[name];
    if (!tree) throw new Error(`no tree breaks ${name}`);
    expect(await violations(tree)).toContain(name);
  });

  it('no-cycles notices a circle of types', async () => {
    const typed = (path: string) => `import type { X } from '${path}';\nexport type Y = X;\n`;
    const back = "import type { Y } from './a.ts';\nexport type X = Y;\n";
    expect(await violations({ 'policy/a.ts': typed('./b.ts'), 'policy/b.ts': back })).toContain('no-cycles');
  });

  it('leaves a lawful tree alone', async () => {
    expect(await violations(lawful)).toEqual([]);
  });
});
