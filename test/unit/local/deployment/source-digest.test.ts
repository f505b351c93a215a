import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { sourceDigest } from '../../../../local/deployment/source-digest.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

describe('the digest of sources', () => {
  let folder: string;
  beforeEach(async () => {
    folder = temporaryFolder();
    await mkdir(join(folder, 'a'));
    await writeFile(join(folder, 'a', 'x.ts'), '1');
  });

  it.each([
    ['a changed file', () => writeFile(join(folder, 'a', 'x.ts'), '2')],
    ['a new file', () => writeFile(join(folder, 'y.ts'), '')],
    ['a removed file', () => rm(join(folder, 'a', 'x.ts'))],
  ])('changes with %s', async (_, change) => {
    const before = await sourceDigest([folder]);
    await change();
    expect(await sourceDigest([folder])).not.toBe(before);
  });

  it('does not change with what is made from them', async () => {
    const before = await sourceDigest([folder]);
    await mkdir(join(folder, 'a', 'dist'));
    await writeFile(join(folder, 'a', 'dist', 'x.js'), '');
    expect(await sourceDigest([folder])).toBe(before);
  });

  it('changes with the settings beside them', async () => {
    expect(await sourceDigest([folder], 'a')).not.toBe(await sourceDigest([folder], 'b'));
  });
});
