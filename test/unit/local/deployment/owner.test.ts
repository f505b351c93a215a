import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { claimFolder, isOwned, releaseFolder } from '../../../../local/deployment/owner.ts';
import { identify } from '../../../../local/emulator/process-identity.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

describe('who holds a local deployment', () => {
  let folder: string;
  beforeEach(() => {
    folder = temporaryFolder();
  });

  it('is one process at a time, until it is dead', async () => {
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    await writeFile(join(folder, 'owner.json'), JSON.stringify(identify(other.pid ?? 0)));
    expect(await isOwned(folder)).toBe(true);
    await expect(claimFolder(folder)).rejects.toThrow('already runs');
    const gone = once(other, 'exit');
    other.kill('SIGKILL');
    await gone;
    await expect(claimFolder(folder)).resolves.toBeUndefined();
  });

  it('may be this process, and is nobody after its release', async () => {
    await claimFolder(folder);
    expect(await isOwned(folder)).toBe(false);
    await releaseFolder(folder);
    expect(await isOwned(folder)).toBe(false);
  });

  it('leaves a state of another layout as it is and says what to do, unless one starts over', async () => {
    await mkdir(join(folder, 'emulator', 'live'), { recursive: true });
    await expect(claimFolder(folder)).rejects.toThrow('`npm run reset`');
    expect(await readdir(folder, { recursive: true })).toEqual(['emulator', join('emulator', 'live')]);
    await claimFolder(folder, { fresh: true });
    expect(await readdir(folder)).not.toContain('emulator');
    await mkdir(join(folder, 'emulator'));
    await expect(claimFolder(folder)).resolves.toBeUndefined();
    await writeFile(join(folder, 'layout'), '0');
    await expect(claimFolder(folder)).rejects.toThrow('another version');
  });
});
