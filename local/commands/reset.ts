import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isOwned } from '../deployment/owner.ts';
import { eraseEmulator } from '../emulator/run-record.ts';

// Removes what local deployments keep (`npm start`, tests, proofs); the installed packages stay.
const folders = await readdir('.local', { withFileTypes: true }).catch(() => []);
for (const { name } of folders.filter((entry) => entry.isDirectory())) {
  const folder = join('.local', name);
  if (!(await readdir(folder)).includes('emulator')) continue;
  if (await isOwned(folder)) {
    console.error(`The deployment in ${folder} runs. End it with Ctrl-C first.`);
    process.exitCode = 1;
    continue;
  }
  await eraseEmulator(join(folder, 'emulator'));
  await rm(folder, { recursive: true, force: true });
  console.log(`Removed ${folder}.`);
}
