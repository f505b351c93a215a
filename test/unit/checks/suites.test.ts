import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createVitest } from 'vitest/node';
import { filesOf, moduleOf } from '../../../local/checks/by-module.ts';
import { somethingRan, tallyOf } from '../../../local/checks/suites.ts';
import { closingLines, type Tally, totalOf } from '../../../local/checks/tally.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const suite = `
  test('passes', () => {});
  test('fails', () => { throw new Error('no'); });
  describe('a machine', () => {
    beforeEach(({ skip }) => skip(true, 'no sandbox here'));
    test('starts', () => {});
  });
  test.skip('is left out', () => {});
  describe('a set-up that breaks', () => {
    beforeAll(() => { throw new Error('broken'); });
    test('never begins', () => {});
  });
`;
const folder = temporaryFolder();

beforeAll(async () => {
  await writeFile(join(folder, 'a.test.mjs'), suite);
});

/** A real run of that file. */
async function run(options: { readonly testNamePattern?: string } = {}): Promise<Tally> {
  const settings = { root: folder, config: false, globals: true, watch: false } as const;
  const vitest = await createVitest('test', { ...settings, reporters: [{}], ...options });
  await vitest.start();
  const tally = tallyOf(vitest.state.getTestModules(), vitest.config.testNamePattern);
  await vitest.close();
  return tally;
}

describe('the count of a run', () => {
  it('names each test that did not run, with its reason, and counts it as neither passed nor failed', async () => {
    const tally = await run();
    expect(tally).toEqual({
      passed: 1,
      failed: 2,
      notRun: [
        'a.test.mjs > a machine > starts: no sandbox here',
        'a.test.mjs > is left out: no reason is given',
        'a.test.mjs > a set-up that breaks > never begins: no reason is given',
      ],
    });
    expect(closingLines(tally).at(0)).toBe('not run: a.test.mjs > a machine > starts: no sandbox here');
    expect(closingLines(tally).at(-1)).toBe('1 passed, 2 failed, 3 skipped');
  });

  it('is about the tests alone that were asked for by name', async () => {
    expect(await run({ testNamePattern: 'a machine starts|passes' })).toEqual({
      passed: 1,
      failed: 0,
      notRun: ['a.test.mjs > a machine > starts: no sandbox here'],
    });
  });

  it('of nothing is a failure, and of two runs their sum', () => {
    expect(somethingRan(totalOf([]))).toEqual({ passed: 0, failed: 1, notRun: [] });
    const [one, other] = [
      { passed: 1, failed: 0, notRun: ['a'] },
      { passed: 2, failed: 1, notRun: ['b'] },
    ];
    expect(totalOf([one, other])).toEqual({ passed: 3, failed: 1, notRun: ['a', 'b'] });
    expect(closingLines(totalOf([]))).toEqual(['0 passed, 0 failed']);
  });
});

describe('a word of the command line', () => {
  it.each([
    ['test/unit/chat/draft.test.ts', 'chat'],
    ['console/pages/billing/billing.test.ts', 'billing'],
    ['test/evidence/privacy.export.evidence.ts', 'privacy'],
    ['test/emulated/chat.alone.test.ts', 'chat'],
    ['test/contract/route-matrix.test.ts', 'platform'],
  ])('%s is about %s', (file, module) => expect(moduleOf(file)).toBe(module));

  it('that is a module names all of its tests, and the templates’', async () => {
    expect(await filesOf('credentials')).toEqual(
      expect.arrayContaining(['test/evidence/credentials.vault.evidence.ts', 'test/infra/inventory.test.ts']),
    );
    expect((await filesOf('credentials')).filter((file) => /chat/.test(file))).toEqual([]);
  });

  it('that is none stands for itself', async () => {
    expect(await filesOf('route-matrix')).toEqual(['route-matrix']);
  });
});
