import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type DeepRun, runResumably } from '../../../local/checks/deep.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder: string;
let ran: string[];

beforeEach(async () => {
  folder = temporaryFolder();
  ran = [];
  vi.spyOn(console, 'log').mockReturnValue(undefined);
});
afterEach(async () => {
  vi.restoreAllMocks();
});

const deep = (change: Partial<DeepRun>): DeepRun => ({
  files: ['a.test.ts', 'b.test.ts'],
  tree: 'one',
  folder,
  run: async (file) => {
    ran.push(file);
    return { passed: 2, failed: 0, notRun: [] };
  },
  clock: () => 0,
  ...change,
});

describe('the long suites', () => {
  it('that passed on this tree are not run again, and still counted', async () => {
    await runResumably(deep({}));
    expect(await runResumably(deep({}))).toEqual({ passed: 4, failed: 0, notRun: [] });
    expect(ran).toEqual(['a.test.ts', 'b.test.ts']);
  });

  it('are run again on another tree', async () => {
    await runResumably(deep({}));
    await runResumably(deep({ tree: 'two' }));
    expect(ran).toHaveLength(4);
  });

  it('go on where they were broken off, and repeat what failed', async () => {
    const broken = deep({
      run: async (file) => ({ passed: 1, failed: file === 'a.test.ts' ? 1 : 0, notRun: [] }),
    });
    expect(await runResumably(broken)).toEqual({ passed: 2, failed: 1, notRun: [] });
    await runResumably(deep({}));
    expect(ran).toEqual(['a.test.ts']);
  });

  it('of which a part did not run say so, and are run again', async () => {
    const notRun = ['a machine: no sandbox here'];
    const partly = deep({ files: ['a.test.ts'], run: async () => ({ passed: 1, failed: 0, notRun }) });
    expect(await runResumably(partly)).toEqual({ passed: 1, failed: 0, notRun });
    expect(await runResumably(deep({ files: ['a.test.ts'] }))).toEqual({ passed: 2, failed: 0, notRun: [] });
  });

  it('are not begun after 90 minutes, which is a failure', async () => {
    let minutes = 0;
    const clock = () => {
      minutes += 46;
      return minutes * 60_000;
    };
    expect(await runResumably(deep({ clock }))).toEqual({ passed: 2, failed: 1, notRun: [] });
    expect(ran).toEqual(['a.test.ts']);
  });
});
