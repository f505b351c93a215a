import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { localRegion } from '../emulator/account.ts';

export interface SettingsFile {
  readonly file: string;
  readonly text: string;
}

/**
 * Seconds that a function may run here. One number shortens what functions may do and what an erasure waits for;
 * `CLOISTER_LONGEST_RUN=900` gives both the length that they have on AWS.
 */
export const longestRun = (): number => Number(process.env['CLOISTER_LONGEST_RUN'] ?? 30);

/** Writes the settings of a local deployment, which an operator would write, and tells where and what they are. */
export async function writeSettings(folder: string, origin: string, emulator: string): Promise<SettingsFile> {
  const file = join(folder, 'settings.json');
  const settings = {
    region: localRegion,
    privacyContact: 'privacy@cloister.test',
    alarmAddress: 'alarms@cloister.test',
    controller: { name: 'A local deployment', address: 'This machine', country: 'DE' },
    local: { origin, emulator, longestRun: longestRun() },
  };
  await mkdir(folder, { recursive: true });
  const text = JSON.stringify(settings, undefined, 2);
  await writeFile(file, text);
  return { file, text };
}
