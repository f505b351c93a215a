import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const pages = [...globSync('*.md'), ...globSync('docs/**/*.md')];
const packageScripts: Record<string, string> = JSON.parse(readFileSync('package.json', 'utf8')).scripts;
/** Folders of the repository; what a page names below them must be there. */
const named =
  /`((?:bin|contracts|docs|lambdas|lib|local|policy|runner|test|tools|workflows)\/[\w./-]*\w\.\w+)`/g;
const ignored = new Set(['runner/dist/runner.mjs']);

describe('the docs', () => {
  it.each(pages)('%s: links and named files lead somewhere', (page) => {
    const text = readFileSync(page, 'utf8');
    const links = [...text.matchAll(/\]\(([^)#:]+)\)/g)].map(([, to = '']) => join(dirname(page), to));
    const files = [...text.matchAll(named)].map(([, file = '']) => file);
    expect([...links, ...files].filter((file) => !ignored.has(file) && !existsSync(file))).toEqual([]);
  });

  it.each(pages)('%s: commands are there', (page) => {
    const commands = [...readFileSync(page, 'utf8').matchAll(/npm run ([\w:]+)/g)].map(
      ([, name = '']) => name,
    );
    expect(commands.filter((name) => !(name in packageScripts))).toEqual([]);
  });

  it('each alarm names a runbook, and each runbook an alarm', () => {
    const stacks = globSync('{lib,workflows}/**/*.ts').map((file) => readFileSync(file, 'utf8'));
    // An alarm, a rule that tells of events, and a workflow that is told of in its own way.
    const telling = /alarmDescription:|\btell\(this,|\brunbook: '/g;
    const alarms = stacks.reduce((count, text) => count + [...text.matchAll(telling)].length, 0);
    const runbooks = stacks.flatMap((text) =>
      [...text.matchAll(/docs\/runbooks\/[\w-]+\.md/g)].map(([file]) => file),
    );
    expect(runbooks).toHaveLength(alarms);
    expect([...new Set(runbooks)].toSorted()).toEqual(globSync('docs/runbooks/*.md').toSorted());
  });

  it('the example of variables names those that are read', () => {
    const example = [...readFileSync('.env.example', 'utf8').matchAll(/CLOISTER_\w+/g)].map(([name]) => name);
    const code = [...globSync('{bin,local,test}/**/*.{ts,mjs}')]
      .map((file) => readFileSync(file, 'utf8'))
      .join();
    expect(example.filter((name) => !code.includes(`'${name}'`) && !code.includes(`.${name}`))).toEqual([]);
  });
});
