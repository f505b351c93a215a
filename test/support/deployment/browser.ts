import { type Browser, chromium, type Page } from 'playwright-core';
import { findChromium } from '../../../local/checks/chromium.ts';
import type { Person } from '../target.ts';
import type { SharedDeployment } from './shared.ts';

const flags =
  '--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync --no-first-run';

let running: Promise<Browser> | undefined;

/** The system's Chromium, without the calls that it makes for itself. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await findChromium(), args: flags.split(' ') });
}

/** A page at the console's origin, in a browser profile of its own. */
export async function openPage({ origin }: SharedDeployment, as?: Pick<Person, 'session'>): Promise<Page> {
  running ??= launchBrowser();
  const context = await (await running).newContext({ baseURL: origin, locale: 'en-GB' });
  if (as !== undefined) {
    await context.addCookies([
      {
        name: '__Host-session',
        value: as.session,
        url: origin.replace('http:', 'https:'),
        secure: true,
        httpOnly: true,
        sameSite: 'Strict',
      },
    ]);
  }
  return context.newPage();
}

/** Ends the browser of this worker. */
export async function closeBrowser(): Promise<void> {
  await (await running)?.close();
  running = undefined;
}
