import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { newestCheckpoint, StateFolder } from '../../../../local/emulator/state-folder.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

describe('the state of the emulator', () => {
  let root: string;
  let state: StateFolder;
  const write = async (text: string) => {
    await mkdir(join(state.live, 'objects', 'bucket'), { recursive: true });
    await writeFile(join(state.live, 'objects', 'bucket', 'key'), text);
  };
  const read = () => readFile(join(state.live, 'objects', 'bucket', 'key'), 'utf8');

  beforeEach(async () => {
    root = temporaryFolder();
    state = new StateFolder(root);
  });

  it('goes back to the newest checkpoint, objects included, and tells its time', async () => {
    await write('first');
    await state.checkpoint(new Date('2026-11-23T10:00:00Z'));
    await write('second');
    await state.checkpoint(new Date('2026-11-23T11:00:00Z'));
    await write('lost');
    expect(await state.restore()).toEqual(new Date('2026-11-23T11:00:00Z'));
    expect(await read()).toBe('second');
    expect(await readdir(join(root, 'checkpoints'))).toHaveLength(1);
  });

  it('starts empty without a checkpoint', async () => {
    await write('lost');
    expect(await state.restore()).toBeUndefined();
    await expect(read()).rejects.toThrow();
  });

  it('is dirty from the mark until a clean end or a restore', async () => {
    expect(state.isDirty()).toBe(false);
    await state.markDirty();
    expect(state.isDirty()).toBe(true);
    await state.markClean();
    expect(state.isDirty()).toBe(false);
    await state.markDirty();
    await state.restore();
    expect(state.isDirty()).toBe(false);
  });

  it('takes no half-made copy for a checkpoint', () => {
    const names = ['2026-11-23T10_00_00.000Z', '2026-11-23T11_00_00.000Z.partial'];
    expect(newestCheckpoint(names)?.at).toEqual(new Date('2026-11-23T10:00:00Z'));
    expect(newestCheckpoint(names.slice(1))).toBeUndefined();
  });
});
