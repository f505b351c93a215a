import { execFile, execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { codeBreaks, type Edit } from '../support/evidence/code-breaks.ts';
import { evidenceRun } from '../support/evidence/result.ts';

/** Claims that none of the breaks touches: red, they would say that the copy does not work at all. */
const untouched = ['A6', 'C178', 'T37'];
const copy = resolve('.local/broken-code');

/** The tree as it is worked on, with what it needs to run. */
function copyTree(): void {
  rmSync(copy, { recursive: true, force: true });
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    encoding: 'utf8',
  });
  for (const file of files.split('\0').filter(Boolean)) cpSync(file, join(copy, file));
  for (const shared of ['node_modules', '.local/python']) {
    mkdirSync(dirname(join(copy, shared)), { recursive: true });
    symlinkSync(resolve(shared), join(copy, shared));
  }
}

/** The code moves on: a break that is not there once breaks nothing, and must be written anew. */
function breakAt([file, from, to]: Edit): void {
  const path = join(copy, file);
  const parts = readFileSync(path, 'utf8').split(from);
  expect(parts, `${file}: ${from}`).toHaveLength(2);
  writeFileSync(path, parts.join(to));
}

/** Gathers the evidence of these claims in the copy, on a deployment of its own, and says how each check ended. */
async function evidenceOf(claims: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const env = Object.entries(process.env).filter(([name]) => !/^(VITEST|CLOISTER_STATE|TEST$)/.test(name));
  const pattern = `^(${claims.join('|')}) `;
  const run = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'evidence*', '-t', pattern];
  // It ends with a failure, as it should: what failed, its results say.
  await new Promise((ended) => {
    execFile(process.execPath, run, { cwd: copy, env: Object.fromEntries(env), maxBuffer: 2 ** 26 }, ended);
  });
  const text = readFileSync(join(copy, '.local/test/evidence.json'), 'utf8');
  const { results } = evidenceRun.parse(JSON.parse(text));
  return new Map(claims.map((id) => [id, results.filter((one) => one.id === id).map(({ state }) => state)]));
}

describe('evidence of a deployment notices a broken control', () => {
  let states: ReadonlyMap<string, readonly string[]>;

  beforeAll(async () => {
    copyTree();
    for (const edit of codeBreaks.flatMap(({ edits }) => edits)) breakAt(edit);
    states = await evidenceOf([...codeBreaks.flatMap(({ claims }) => claims), ...untouched]);
  }, 900_000);

  it.each(codeBreaks.flatMap(({ broken, claims }) => claims.map((id) => ({ broken, id }))))(
    '$id: $broken',
    ({ id }) => expect(states.get(id)).toContain('failed'),
  );

  it.each(untouched)('%s, which nothing touches, holds', (id) =>
    expect(new Set(states.get(id))).toEqual(new Set(['passed'])),
  );
});
