import { glob } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { BrowserContext, Cookie, Page } from 'playwright-core';
import * as z from 'zod';
import { newId } from '../../../contracts/ids.ts';
import { profiles } from '../../../policy/profiles/all.ts';
import type { Person, Target } from '../target.ts';
import { beginConversation } from './chatting.ts';
import { leaveForNow, offersRecovery } from './leaving.ts';
import { plantRun } from './planting.ts';

type Visitor = NonNullable<Parameters<Target['browser']>[0]>;
interface Walk {
  readonly as?: Visitor;
  readonly paths: readonly string[];
  /** Those that everybody may see. */
  readonly open: ReadonlySet<string>;
}
type Guide = Pick<Target, 'api' | 'aws' | 'browser' | 'people' | 'profile'>;

/** What stands for the parameter of a page: one that this person may see. */
const examples: Readonly<Record<string, (guide: Guide, person: Person) => Promise<readonly string[]>>> = {
  '/chat/:conversationId?': async (guide, person) => [await beginConversation(guide, person)],
  '/privacy/:part?': async () => ['export', 'audit', 'policy', 'delete'],
  '/receipts/:receiptId': async () => [newId('receipt')],
  '/runs/:runId?': async (guide, person) => [await plantRun(guide, person, 0, 7, 'done')],
};

const routeFile = z.object({
  route: z.looseObject({ path: z.string(), audience: z.string(), needs: z.string().optional() }),
});
type Route = z.infer<typeof routeFile>['route'];

/** The pages of the console that the profile has. */
async function pagesOf({ profile }: Guide): Promise<readonly Route[]> {
  const files = await Array.fromAsync(glob('console/pages/**/route.ts'));
  const routes = await Promise.all(
    files.map(async (file) => routeFile.parse(await import(resolve(file))).route),
  );
  const has = new Set<string>(profiles[profile].capabilities);
  return routes.filter(({ needs }) => needs === undefined || has.has(needs));
}

/** Who sees a page that a stage of the account puts in the place of all others; nobody where the profile lacks the stage. */
const atStage: Readonly<Record<string, (guide: Guide) => Promise<Visitor | undefined>>> = {
  onboarding: ({ people }) => people.newcomer(),
  closing: async (guide) => {
    if (!offersRecovery(guide)) return undefined;
    const person = await guide.people.fresh();
    await leaveForNow(guide, person);
    return guide.people.signIn(person);
  },
};

/** Everybody who walks, with the addresses that are theirs to see. */
async function walksOf(guide: Guide, signedIn: boolean): Promise<readonly Walk[]> {
  const person = await guide.people.fresh();
  const pages = await pagesOf(guide);
  const seen = pages.filter(({ audience }) => atStage[audience] === undefined);
  const addresses = async (routes: readonly Route[]) =>
    (await Promise.all(routes.map(({ path }) => addressesOf(path, guide, person)))).flat();
  const paths = await addresses(seen);
  const open = new Set(await addresses(seen.filter(({ audience }) => audience === 'everybody')));
  if (!signedIn) return [{ paths, open }];
  const walks: Walk[] = [{ as: person, paths, open }];
  for (const { audience } of pages) {
    const visitor = await atStage[audience]?.(guide);
    if (visitor !== undefined) walks.push({ as: visitor, paths: ['/'], open: new Set() });
  }
  return walks;
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
  const seen = { visited: [] as string[], texts: [] as string[], headers: [] as Record<string, string>[] };
  const hosts = new Set<string>();
  const cookies: Cookie[] = [];
  const stored: string[] = [];
  let dialogs = 0;
  let origin = '';
  for (const { as, paths, open } of await walksOf(guide, signedIn)) {
    const page = await guide.browser(as);
    page.on('request', (request) => hosts.add(new URL(request.url()).host));
    for (const path of paths) {
      const response = await page.goto(path, { waitUntil: 'networkidle' });
      // A page that sends its visitor away was not seen, and shows nothing of itself.
      const led = new URL(page.url()).pathname;
      if (led.startsWith(path)) seen.visited.push(path);
      else if (signedIn || open.has(path)) throw new Error(`${path} led to ${led}.`);
      seen.headers.push((await response?.allHeaders()) ?? {});
      seen.texts.push((await page.locator('#root').textContent()) ?? '');
      dialogs += await page.getByRole('dialog').count();
    }
    origin = page.url();
    cookies.push(...(await page.context().cookies()));
    stored.push(...(await storedIn(page)));
  }
  return { ...seen, origin: new URL(origin), hosts: [...hosts], dialogs, cookies, stored };
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
