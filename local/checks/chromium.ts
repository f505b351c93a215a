import { existsSync } from 'node:fs';
import { output } from './outcome.ts';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The system's Chromium; nothing is downloaded but by the system's own package manager, and only as root. */
export async function findChromium(): Promise<string> {
  const named = process.env['CLOISTER_CHROMIUM'];
  const there = () => (named ? [named] : places).find((place) => existsSync(place));
  const found = there();
  if (found) return found;
  if (!named && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('Installing Chromium for the browser tests (apt-get).');
    await output('apt-get', ['update']);
    await output('apt-get', ['install', '--yes', '--no-install-recommends', 'chromium']);
  }
  const installed = there();
  if (installed) return installed;
  throw new Error('The browser tests need Chromium: install it, or name it in CLOISTER_CHROMIUM.');
}
