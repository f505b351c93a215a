import type { BrowserContext, Cookie, Page } from 'playwright-core';
import type { ProfileId } from '../../../policy/profile.ts';
import { profiles } from '../../../policy/profiles/all.ts';
import type { Person, Target } from '../target.ts';

const publicPaths = ['/welcome', '/policy'];
const signedInPaths = [
  '/credits',
  '/privacy',
  '/privacy/export',
  '/privacy/audit',
  '/privacy/policy',
  '/privacy/delete',
  '/settings',
];
const capabilityPaths = {
  chat: '/chat',
  credentials: '/credentials',
  machines: '/machine',
  runs: '/runs',
} as const;

/** The addresses of the console's pages in a profile. */
export const pathsOf = (profile: ProfileId): readonly string[] => [
  ...publicPaths,
  ...signedInPaths,
  ...profiles[profile].capabilities.map((name) => capabilityPaths[name]),
];

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

type Guide = Pick<Target, 'browser' | 'people' | 'profile'>;
const tours = new Map<string, Promise<Tour>>();

/** A visit to all pages that one may see. Each claim reads its own sentence from it, so one walk serves all of them. */
export function tour(target: Guide, as: 'signed in' | 'signed out'): Promise<Tour> {
  // Taken from each target, which so learns who plays the parts that its claim looks at.
  const { browser, people, profile } = target;
  const known = tours.get(as);
  if (known) return known;
  const begun = walk({ browser, people, profile }, as === 'signed in');
  tours.set(as, begun);
  return begun;
}

async function walk({ browser, people, profile }: Guide, signedIn: boolean): Promise<Tour> {
  const page = await browser(signedIn ? await people.fresh() : undefined);
  const hosts = new Set<string>();
  page.on('request', (request) => hosts.add(new URL(request.url()).host));
  const visited = signedIn ? pathsOf(profile) : publicPaths;
  const headers: Record<string, string>[] = [];
  const texts: string[] = [];
  let dialogs = 0;
  for (const path of visited) {
    const response = await page.goto(path, { waitUntil: 'networkidle' });
    // A page that sends its visitor away was not seen, and shows nothing of itself.
    const seen = new URL(page.url()).pathname;
    if (!seen.startsWith(path)) throw new Error(`${path} led to ${seen}.`);
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
