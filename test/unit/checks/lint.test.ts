import { execFile } from 'node:child_process';
import { cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const biome = resolve('node_modules/@biomejs/biome/bin/biome');
const oxlint = resolve('node_modules/oxlint/bin/oxlint');
const reportSchema = z.object({ diagnostics: z.array(z.object({ category: z.string() })) });

const folder = temporaryFolder();

beforeAll(async () => {
  const files = ['biome.json', '.oxlintrc.json', 'package.json', 'local/checks/bare-resources.grit'];
  await Promise.all(files.map((file) => cp(file, join(folder, file), { recursive: true })));
  await symlink(resolve('node_modules'), join(folder, 'node_modules'));
});

const run = (program: string, args: readonly string[]) =>
  new Promise<string>((done) => {
    execFile(process.execPath, [program, ...args], { cwd: folder }, (_, out) => done(out));
  });

async function complaints(path: string, text: string): Promise<string[]> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
  const report = await run(biome, ['lint', path, '--reporter=json', '--vcs-enabled=false']);
  const { diagnostics } = reportSchema.parse(JSON.parse(report));
  return diagnostics.map(({ category }) => category);
}

const long = `export function decide(): number {\n${'  Math.random();\n'.repeat(41)}  return 1;\n}\n`;
const bare = (what: string) => `import * as cdk from 'aws-cdk-lib';\nexport const made = new ${what}();\n`;

describe('the lint rules of the house', () => {
  it.each(['Table', 'Bucket', 'LogGroup', 'Function', 'Queue', 'CfnTable', 'NodejsFunction'])(
    'a bare %s is refused outside lib/constructs',
    async (name) => {
      expect(await complaints('lib/stacks/chat.ts', bare(`cdk.${name}`))).toContain('plugin');
      expect(await complaints('lib/stacks/chat.ts', bare(name))).toContain('plugin');
      expect(await complaints('lib/constructs/table.ts', bare(`cdk.${name}`))).not.toContain('plugin');
    },
  );

  it.each([
    ['lint/style/noProcessEnv', 'lambdas/chat/turn.ts', 'export const stage = process.env.STAGE;\n'],
    ['lint/suspicious/noExplicitAny', 'policy/a.ts', 'export const x: any = 1;\n'],
    ['lint/style/noNonNullAssertion', 'policy/a.ts', 'export const f = (x?: string) => x!.length;\n'],
    ['lint/style/noDefaultExport', 'policy/a.ts', 'export default 1;\n'],
    ['lint/style/noEnum', 'policy/a.ts', 'export enum Plan { Free }\n'],
    ['lint/suspicious/noConsole', 'lambdas/chat/turn.ts', 'console.log(1);\n'],
    ['lint/suspicious/noSkippedTests', 'test/unit/a.test.ts', "it.skip('x', () => undefined);\n"],
    ['lint/complexity/noExcessiveLinesPerFunction', 'lambdas/chat/turn.ts', long],
  ])('%s', async (rule, path, text) => {
    expect(await complaints(path, text)).toContain(rule);
  });

  it('the environment may be read where it is turned into typed settings', async () => {
    const text = 'export const stage = process.env.STAGE;\n';
    expect(await complaints('lambdas/platform/env.ts', text)).toEqual([]);
    expect(await complaints('lib/config/stage.ts', text)).toEqual([]);
  });

  it('a default export is for what is found by its file: function specs and tool settings', async () => {
    expect(await complaints('lambdas/chat/chat.function.ts', 'export default 1;\n')).toEqual([]);
  });

  it('an unchecked assertion and a file of more than 250 lines are refused', async () => {
    await writeFile(join(folder, 'tsconfig.json'), '{"compilerOptions":{"strict":true}}');
    const lines = Array.from({ length: 251 }, (_, line) => `export const line${line} = ${line};`);
    await writeFile(join(folder, 'policy', 'long.ts'), `${lines.join('\n')}\n`);
    await writeFile(join(folder, 'policy', 'cast.ts'), 'export const f = (x: unknown) => x as string;\n');
    const said = await run(oxlint, ['--type-aware', '--format=unix', 'policy/long.ts', 'policy/cast.ts']);
    expect(said).toMatch(/long\.ts.*max-lines/);
    expect(said).toMatch(/cast\.ts.*no-unsafe-type-assertion/);
  });
});
