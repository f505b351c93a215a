import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isOwned } from '../deployment/owner.ts';
import { RunRecord } from '../emulator/run-record.ts';

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
  const record = new RunRecord(join(folder, 'emulator'));
  const left = await record.read();
  if (left) await record.end(left);
  await rm(folder, { recursive: true, force: true });
  console.log(`Removed ${folder}.`);
}
