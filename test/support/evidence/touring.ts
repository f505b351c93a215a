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
  readonly page: Page;
  readonly visited: readonly string[];
  /** The hosts of all requests. */
  readonly hosts: readonly string[];
  /** The headers that each page came with. */
  readonly headers: readonly Readonly<Record<string, string>>[];
  readonly texts: readonly string[];
  readonly cookies: readonly Cookie[];
  /** Names in local and session storage and of databases. */
  readonly stored: readonly string[];
}

/** Visits pages of the console one after the other, signed in as the person where one is given. */
export async function tour(target: Pick<Target, 'browser' | 'profile'>, as?: Person): Promise<Tour> {
  const page = await target.browser(as);
  const hosts = new Set<string>();
  page.on('request', (request) => hosts.add(new URL(request.url()).host));
  const visited = as === undefined ? publicPaths : pathsOf(target.profile);
  const headers: Record<string, string>[] = [];
  const texts: string[] = [];
  for (const path of visited) {
    const response = await page.goto(path, { waitUntil: 'networkidle' });
    headers.push((await response?.allHeaders()) ?? {});
    texts.push((await page.locator('#root').textContent()) ?? '');
  }
  return {
    page,
    visited,
    hosts: [...hosts],
    headers,
    texts,
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
const storedIn = (page: Page): Promise<string[]> => page.evaluate(readStorage);
