import { readFile } from 'node:fs/promises';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { rememberedFreePorts } from '../../../../local/deployment/ports.ts';
import type { Double } from '../../../../local/doubles/double.ts';
import { RunningDouble } from '../../../../local/doubles/running-double.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const planted: Double = {
  name: 'planted',
  after: 'emulator',
  variables: ['PLANTED_URL'],
  program: new URL('planted.process.ts', import.meta.url),
};
const soon = { timeout: 20_000, interval: 50 };

describe('a double', () => {
  let folder: string;
  let said: string[];
  let double: RunningDouble;
  let port: number;

  const start = (which: Double): Promise<RunningDouble> => {
    const site = { port, emulator: 'http://emulator.test', addresses: {}, folder, stateFolder: folder };
    return RunningDouble.start(which, site, (line) => said.push(line));
  };
  const ask = async (path: string): Promise<string> =>
    (await fetch(`http://127.0.0.1:${port}${path}`)).text();

  beforeEach(async () => {
    said = [];
    folder = temporaryFolder();
    ({ bedrock: port } = await rememberedFreePorts(folder));
  });

  it('starts, is asked, and stops', async () => {
    double = await start(planted);
    expect(await double.health()).toEqual({ open: 0, at: 0 });
    expect(await ask('/')).toBe('http://emulator.test');
    expect((await double.health()).at).toBeGreaterThan(0);
    await vi.waitFor(() => expect(said).toEqual(['The planted double is up.']), soon);
    await double.stop();
    await expect(ask('/')).rejects.toThrow('fetch failed');
    expect(said).toHaveLength(1);
  });

  it('is named and started again when it ends by itself, and its log says why', async () => {
    double = await start(planted);
    await expect(ask('/fall')).rejects.toThrow('fetch failed');
    await vi.waitFor(() => expect(said.at(-2)).toMatch(/^The double of planted ended by itself \(1; /), soon);
    expect(await ask('/')).toBe('http://emulator.test');
    expect(await readFile(double.logFile, 'utf8')).toContain('It fell.');
    await double.stop();
  });

  it('that cannot start says its last words', async () => {
    const broken = { ...planted, program: new URL('missing.process.ts', import.meta.url) };
    await expect(start(broken)).rejects.toThrow(/The double of planted did not start.*missing\.process\.ts/s);
  });
});
