import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { localRegion } from '../emulator/account.ts';

/** Writes the settings of a local deployment, where an operator's file would be, and tells where they are. */
export async function writeSettings(folder: string, origin: string, emulator: string): Promise<string> {
  const file = join(folder, 'settings.json');
  const settings = {
    region: localRegion,
    privacyContact: 'privacy@cloister.test',
    alarmAddress: 'alarms@cloister.test',
    controller: { name: 'A local deployment', address: 'This machine', country: 'DE' },
    local: { origin, emulator },
  };
  await mkdir(folder, { recursive: true });
  await writeFile(file, JSON.stringify(settings, undefined, 2));
  return file;
}
