import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { lookForSecrets } from '../../../local/checks/secrets.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const folder = temporaryFolder();

/** Put together here, so that this file is not itself a finding. */
const planted = `aws_access_key_id = "${['AKIA', 'QYLPMN5HHHFPZAM2'].join('')}"\n`;

it('finds a planted secret, and nothing in a clean folder', async () => {
  expect(await lookForSecrets('dir', folder)).toMatchObject({ found: false });
  await writeFile(join(folder, 'settings.py'), planted);
  const { found, text } = await lookForSecrets('dir', folder);
  expect(found).toBe(true);
  expect(text).toContain('leaks found: 1');
  expect(text).not.toContain('QYLPMN5HHHFPZAM2');
}, 180_000);
