import { glob } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { BrowserContext, Cookie, Page } from 'playwright-core';
import * as z from 'zod';
import { newId } from '../../../contracts/ids.ts';
import { profiles } from '../../../policy/profiles/all.ts';
import type { Person, Target } from '../target.ts';
import { beginConversation } from './chatting.ts';
import { plantRun } from './planting.ts';

type Guide = Pick<Target, 'api' | 'aws' | 'browser' | 'people' | 'profile'>;

/** What stands for the parameter of a page: one that this person may see. */
const examples: Readonly<Record<string, (guide: Guide, person: Person) => Promise<readonly string[]>>> = {
  '/chat/:conversationId?': async (guide, person) => [await beginConversation(guide, person)],
  '/privacy/:part?': async () => ['export', 'audit', 'policy', 'delete'],
  '/receipts/:receiptId': async () => [newId('receipt')],
  '/runs/:runId?': async (guide, person) => [await plantRun(guide, person, 0, 7, 'done')],
};

const routeFile = z.object({ route: z.looseObject({ path: z.string(), needs: z.string().optional() }) });

/** The addresses of all pages of the console that the profile has. */
async function pathsFor(guide: Guide, person: Person): Promise<readonly string[]> {
  const files = await Array.fromAsync(glob('console/pages/**/route.ts'));
  const routes = await Promise.all(
    files.map(async (file) => routeFile.parse(await import(resolve(file))).route),
  );
  const has = new Set<string>(profiles[guide.profile].capabilities);
  const here = routes.filter(({ needs }) => needs === undefined || has.has(needs));
  return (await Promise.all(here.map(({ path }) => addressesOf(path, guide, person)))).flat();
}

async function addressesOf(path: string, guide: Guide, person: Person): Promise<readonly string[]> {
  const [, bare = path, parameter, optional] = /^(.*)\/:(\w+)(\??)$/.exec(path) ?? [];
  if (parameter === undefined) return [path];
  const example = examples[path];
  if (!example) throw new Error(`The tour has no example of ${path}.`);
  const all = (await example(guide, person)).map((one) => `${bare}/${one}`);
  return optional ? [bare, ...all] : all;
}

/** What a browser met and kept on its way through the console. */
export interface Tour {
  /** Where the console is. */
  readonly origin: URL;
  readonly visited: readonly string[];
  /** The hosts of all requests. */
  readonly hosts: readonly string[];
  /** The headers that each page came with. */
  readonly headers: readonly Readonly<Record<string, string>>[];
  readonly texts: readonly string[];
  /** How many dialogs the pages opened by themselves. */
  readonly dialogs: number;
  readonly cookies: readonly Cookie[];
  /** Names in local and session storage and of databases. */
  readonly stored: readonly string[];
}

const tours = new Map<string, Promise<Tour>>();

/** A visit to all pages that one may see. Each claim reads its own sentence from it, so one walk serves all of them. */
export function tour(target: Guide, as: 'signed in' | 'signed out'): Promise<Tour> {
  // Taken from each target, which so learns who plays the parts that its claim looks at.
  const { api, aws, browser, people, profile } = target;
  const known = tours.get(as);
  if (known) return known;
  const begun = walk({ api, aws, browser, people, profile }, as === 'signed in');
  tours.set(as, begun);
  return begun;
}

async function walk(guide: Guide, signedIn: boolean): Promise<Tour> {
  const person = await guide.people.fresh();
  const page = await guide.browser(signedIn ? person : undefined);
  const hosts = new Set<string>();
  page.on('request', (request) => hosts.add(new URL(request.url()).host));
  const visited: string[] = [];
  const headers: Record<string, string>[] = [];
  const texts: string[] = [];
  let dialogs = 0;
  for (const path of await pathsFor(guide, person)) {
    const response = await page.goto(path, { waitUntil: 'networkidle' });
    // A page that sends its visitor away was not seen, and shows nothing of itself.
    const seen = new URL(page.url()).pathname;
    if (seen.startsWith(path)) visited.push(path);
    else if (signedIn) throw new Error(`${path} led to ${seen}.`);
    headers.push((await response?.allHeaders()) ?? {});
    texts.push((await page.locator('#root').textContent()) ?? '');
    dialogs += await page.getByRole('dialog').count();
  }
  return {
    origin: new URL(page.url()),
    visited,
    hosts: [...hosts],
    headers,
    texts,
    dialogs,
    cookies: await page.context().cookies(),
    stored: await storedIn(page),
  };
}

/** Signs in by the login page, as a person does, and gives the page that follows. */
export async function signInByPage(
  target: Pick<Target, 'browser'>,
  person: Person,
): Promise<{ page: Page; underWay: readonly Cookie[] }> {
  const page = await target.browser();
  await page.goto('/v1/sign-in');
  const underWay = await page.context().cookies();
  await page.locator('input[name=username]').fill(person.email);
  await page.locator('input[name=password]').fill(person.password);
  await Promise.all([
    page.waitForURL((url) => !url.pathname.includes('login')),
    page.locator('[type=submit]').first().click(),
  ]);
  await page.waitForLoadState('networkidle');
  return { page, underWay };
}

export const cookieNamed = async (context: BrowserContext, name: string): Promise<Cookie | undefined> =>
  (await context.cookies()).find((cookie) => cookie.name === name);

const readStorage = `indexedDB.databases().then((databases) => [
  ...Object.keys(localStorage), ...Object.keys(sessionStorage), ...databases.map(({ name }) => name),
])`;
/** Names in local and session storage and of databases, as a page's browser holds them now. */
export const storedIn = (page: Page): Promise<string[]> => page.evaluate(readStorage);
