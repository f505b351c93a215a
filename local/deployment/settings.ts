import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { localRegion } from '../emulator/account.ts';

export interface SettingsFile {
  readonly file: string;
  readonly text: string;
}

/** Writes the settings of a local deployment, which an operator would write, and tells where and what they are. */
export async function writeSettings(folder: string, origin: string, emulator: string): Promise<SettingsFile> {
  const file = join(folder, 'settings.json');
  const settings = {
    region: localRegion,
    privacyContact: 'privacy@cloister.test',
    alarmAddress: 'alarms@cloister.test',
    controller: { name: 'A local deployment', address: 'This machine', country: 'DE' },
    local: { origin, emulator },
  };
  await mkdir(folder, { recursive: true });
  const text = JSON.stringify(settings, undefined, 2);
  await writeFile(file, text);
  return { file, text };
}
