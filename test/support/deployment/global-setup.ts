import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { type LocalDeployment, startLocal } from '../../../local/deployment/local-deployment.ts';
import { rememberedFreePorts } from '../../../local/deployment/ports.ts';
import { RunRecord } from '../../../local/emulator/run-record.ts';
import { settingsFrom } from '../evidence/setup.ts';

/** Projects have set-ups of their own in one process; what they share hangs on this. */
const shared = globalThis as { cloisterDeployment?: { running: Promise<LocalDeployment>; users: number } };

/** Starts the deployment with the first project that needs it and ends it with the last. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { profile, folder } = settingsFrom(process.env);
  shared.cloisterDeployment ??= { running: start(profile, folder), users: 0 };
  const mine = shared.cloisterDeployment;
  mine.users += 1;
  const { origin, emulator, models, outputs } = await mine.running;
  project.provide('deployment', { profile, folder, origin, emulator, models, outputs });
  return async () => {
    mine.users -= 1;
    if (mine.users > 0) return;
    delete shared.cloisterDeployment;
    await (await mine.running).stop();
  };
}

async function start(profile: LocalProfile, folder: string): Promise<LocalDeployment> {
  // At a signal Vitest ends at once and tears nothing down; the emulator has a process group of its own.
  process.once('exit', () => new RunRecord(join(folder, 'emulator')).endUnwatched());
  const ports = await rememberedFreePorts(folder);
  return startLocal({
    folder,
    profile,
    ports,
    fresh: true,
    pace: 1,
    log: (line) => console.log(`deployment: ${line}`),
  });
}
type LocalProfile = Parameters<typeof startLocal>[0]['profile'];
