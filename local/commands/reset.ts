import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isOwned } from '../deployment/owner.ts';
import { RunRecord } from '../emulator/run-record.ts';

// Removes what a local deployment keeps; the installed packages stay.
for (const name of ['start', 'test']) {
  const folder = join('.local', name);
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
