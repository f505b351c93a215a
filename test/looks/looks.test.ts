import { gzipSync } from 'node:zlib';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildConsole } from '../../local/deployment/console-build.ts';
import { models } from '../../policy/models.ts';
import { plans } from '../../policy/plans.ts';
import { launchBrowser } from '../support/deployment/browser.ts';
import { type Fixture, serveFixture } from './fixtures/serve.ts';
import { idOf, type Scene } from './fixtures/world.ts';
import { rawWords } from './raw-words.ts';

/** Every page in every state that invented answers can bring about; the flows of a real deployment are in `site.flows.test.ts`. */
const views: readonly (readonly [Scene, string])[] = [
  ['out', '/welcome'],
  ['out', '/welcome?problem=sign_in_refused'],
  ['out', '/policy'],
  ['out', `/receipts/${idOf('rcp', 1)}`],
  ['out', '/receipts/rcp_cut-off'],
  ['onboarding', '/'],
  ['closing', '/'],
  ['ready', '/chat'],
  ['ready', '/chat/all'],
  ['ready', `/chat/${idOf('cnv', 0)}`],
  ['ready', `/chat/${idOf('cnv', 1)}`],
  ['low', '/chat'],
  ['empty', `/chat/${idOf('cnv', 0)}`],
  ['fresh', '/chat'],
  ['ready', '/machine'],
  ['fresh', '/machine'],
  ['ready', '/runs'],
  ['ready', `/runs/${idOf('run', 0)}`],
  ['ready', `/runs/${idOf('run', 1)}`],
  ['ready', '/credentials'],
  ['fresh', '/credentials'],
  ['ready', '/credits'],
  ['empty', '/credits'],
  ['ready', '/privacy'],
  ['broken', '/privacy'],
  ['ready', '/privacy/export'],
  ['ready', '/privacy/audit'],
  ['ready', '/privacy/policy'],
  ['ready', '/privacy/delete'],
  ['ready', '/settings'],
  ['restricted', '/settings'],
  ['ready', '/nowhere'],
];

const screens = [
  { name: '1440 light', viewport: { width: 1440, height: 900 }, colorScheme: 'light', hasTouch: false },
  { name: '390 dark', viewport: { width: 390, height: 844 }, colorScheme: 'dark', hasTouch: true },
] as const;

/** A wide screen at 200 % zoom has half its pixels. */
const zoomed = { width: 720, height: 450 };
const overhang = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
/** By how much tables are wider than their place: what must be scrolled sideways is not read on a phone. */
const tablesOverhang = (page: Page): Promise<number> =>
  page.evaluate(() =>
    Math.max(
      0,
      ...[...document.querySelectorAll('.table-frame')].map((frame) => frame.scrollWidth - frame.clientWidth),
    ),
  );

let fixture: Fixture;
let browser: Browser;

beforeAll(async () => {
  await buildConsole();
  fixture = await serveFixture();
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  fixture.close();
});

async function show(page: Page, scene: Scene, path: string): Promise<void> {
  fixture.setScene(scene);
  await page.goto(fixture.origin + path);
  await page.locator('h1:visible').first().waitFor();
  await page.locator('.skeleton').first().waitFor({ state: 'detached' });
}

describe.each(screens)('on a screen of $name', ({ viewport, colorScheme, hasTouch }) => {
  let page: Page;
  let faults: string[];

  beforeAll(async () => {
    page = await (
      await browser.newContext({ reducedMotion: 'reduce', viewport, colorScheme, hasTouch })
    ).newPage();
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (line) => {
      if (line.type() === 'error' && !line.text().startsWith('Failed to load resource'))
        faults.push(line.text());
    });
  });

  it.each(views)('shows to %s %s without a fault of access, width or policy', async (scene, path) => {
    faults = [];
    await show(page, scene, path);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    expect(await overhang(page)).toBeLessThanOrEqual(0);
    expect(await tablesOverhang(page)).toBe(0);
    expect(faults).toEqual([]);
    expect(fixture.faults).toEqual([]);
  });
});

describe('in the pseudo-locale, at 200 % zoom', () => {
  let page: Page;
  /** Begun when an answer's head arrives, which is before anything of it is shown. */
  let answers: Promise<string>[];

  beforeAll(async () => {
    page = await browser.newPage({ locale: 'en-GB', viewport: zoomed });
    page.on('response', (response) => {
      if (/json/.test(response.headers()['content-type'] ?? ''))
        answers.push(response.text().catch(() => ''));
    });
  });

  it.each(views)('shows to %s %s nothing that is not in a list of words', async (scene, path) => {
    answers = [Promise.resolve(JSON.stringify({ models, plans }))];
    await show(page, scene, `${path}${path.includes('?') ? '&' : '?'}locale=pseudo`);
    expect(await overhang(page)).toBeLessThanOrEqual(0);
    expect(await rawWords(page, (await Promise.all(answers)).join('\n'))).toEqual([]);
  });
});

it('keeps what is typed, and the way to send it, inside the box, however long a word is', async () => {
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  await show(page, 'ready', `/chat/${idOf('cnv', 0)}`);
  await page.getByLabel('Ask', { exact: true }).fill('x'.repeat(3000));
  const send = await page.getByRole('button', { name: 'Send' }).boundingBox();
  expect((send?.x ?? 390) + (send?.width ?? 0)).toBeLessThan(390);
  await page.close();
});

it.each(screens)(
  'says what is done above the place to write, not over it, on $name',
  async ({ viewport }) => {
    const page = await browser.newPage({ viewport });
    await page.route('**/v1/conversations/*', (route) =>
      route.request().method() === 'DELETE' ? route.fulfill({ status: 204 }) : route.fallback(),
    );
    await show(page, 'ready', `/chat/${idOf('cnv', 0)}`);
    await page.getByRole('button', { name: 'More about this conversation' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    const toast = await page.locator('.toast').boundingBox();
    const composer = await page.locator('.composer').boundingBox();
    expect((toast?.y ?? 900) + (toast?.height ?? 0)).toBeLessThan(composer?.y ?? 0);
    await page.close();
  },
);

it('loads at most 180 KB, compressed, before the first page', async () => {
  const page = await browser.newPage();
  const sizes: Promise<number>[] = [];
  page.on('response', (response) => sizes.push(response.body().then(compressed, () => 0)));
  await show(page, 'ready', '/chat');
  const sum = (await Promise.all(sizes)).reduce((total, size) => total + size, 0);
  expect(sum).toBeLessThanOrEqual(180 * 1024);
  await page.close();
});

const compressed = (body: Buffer): number => gzipSync(body).length;
