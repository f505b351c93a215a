import { expect } from 'vitest';
import { browserItems } from '../../policy/cookies.ts';
import { claim } from '../support/evidence/claim.ts';
import { headersOfEntries } from '../support/evidence/entries.ts';
import { outputOf } from '../support/evidence/outputs.ts';
import { at } from '../support/evidence/template.ts';
import { cookieNamed, signInByPage, storedIn, tour } from '../support/evidence/touring.ts';

const registered = browserItems.filter((item) => item.kind === 'cookie');
const namesOf = (items: readonly { readonly name: string }[]): readonly string[] =>
  items.map(({ name }) => name);

claim('C158', 'synth', 'the registry', () => {
  expect(registered.length).toBeGreaterThan(0);
  expect(registered.filter((item) => item.category !== 'essential')).toEqual([]);
});

claim('A33', 'simulated', 'the cookies of a sign-in, with their attributes', async (target) => {
  const { page, underWay } = await signInByPage(target, await target.people.fresh());
  const session = await cookieNamed(page.context(), '__Host-session');
  expect(session).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Strict', path: '/' });
  const login = underWay.find((cookie) => cookie.name === '__Host-login');
  expect(login).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Lax', path: '/' });
  const met = new Set(namesOf([...underWay, ...(await page.context().cookies())]));
  expect([...met].filter((name) => !namesOf(registered).includes(name))).toEqual([]);
});

claim('A34', 'simulated', 'all pages of the console', async (target) => {
  const { cookies, visited } = await tour(target, 'signed in');
  expect(visited.length).toBeGreaterThan(8);
  const essential = registered.filter((item) => item.category === 'essential');
  expect(namesOf(cookies).filter((name) => !namesOf(essential).includes(name))).toEqual([]);
});

claim('A35', 'simulated', 'no cookie of others, none before sign-in', async (target) => {
  const before = await tour(target, 'signed out');
  expect(before.cookies).toEqual([]);
  const origin = before.origin.hostname;
  const after = await tour(target, 'signed in');
  expect(after.cookies.map(({ domain }) => domain).filter((domain) => domain !== origin)).toEqual([]);
});

/** That a content security policy lets a page speak to its own origin and to these hosts alone. */
function expectOurOwn(policy: string, registeredHosts: readonly string[]): void {
  expect(policy).toMatch(/^default-src 'none';/);
  const directives = policy.split('; ').map((directive) => directive.split(' '));
  const sources = directives.flatMap(([name = '', ...of]) => (name.endsWith('-src') ? of : []));
  const foreign = sources.filter(
    (source) => !source.startsWith("'") && !registeredHosts.includes(URL.parse(source)?.host ?? source),
  );
  expect(foreign).toEqual([]);
  expect(sources.filter((source) => source.startsWith("'unsafe"))).toEqual([]);
}

claim('A36', 'simulated', 'where the browser goes', async (target) => {
  const { hosts, headers, origin } = await tour(target, 'signed in');
  const registeredHosts = [origin.host, new URL(outputOf(target, 'SignInUrl')).host];
  expect(hosts.length).toBeGreaterThan(0);
  expect(hosts.filter((host) => !registeredHosts.includes(host))).toEqual([]);
  // And nowhere else would it be let: what the pages allow themselves.
  for (const header of headers) expectOurOwn(String(header['content-security-policy']), registeredHosts);
});

claim('A36', 'synth', 'where the edge lets it go', async (target) => {
  const entries = headersOfEntries(await target.templates());
  expect(entries.length).toBeGreaterThan(1);
  const [region = ''] = (await target.templates())
    .filter(({ stack }) => stack === 'site')
    .map((one) => one.region);
  for (const headers of entries) {
    const policy = at(headers, 'SecurityHeadersConfig', 'ContentSecurityPolicy');
    expect(policy).toMatchObject({ Override: true });
    expectOurOwn(String(at(policy, 'ContentSecurityPolicy')), [`cognito-idp.${region}.amazonaws.com`]);
  }
});

claim('C26', 'simulated', 'every page forbids the browser to tell a position', async (target) => {
  const { headers, visited } = await tour(target, 'signed in');
  expect(headers).toHaveLength(visited.length);
  for (const header of headers) expect(header['permissions-policy']).toContain('geolocation=()');
});

claim('C26', 'synth', 'so does every entry at the edge', async (target) => {
  const entries = headersOfEntries(await target.templates());
  expect(entries.length).toBeGreaterThan(1);
  for (const headers of entries) {
    const items = [at(headers, 'CustomHeadersConfig', 'Items')].flat();
    const permissions = items.find((item) => at(item, 'Header') === 'Permissions-Policy');
    expect(permissions).toMatchObject({ Override: true, Value: expect.stringContaining('geolocation=()') });
  }
});

const isCognitos = (name: string): boolean =>
  registered.some((item) => item.name === name && item.setBy.startsWith('Amazon Cognito'));

claim('C157', 'simulated', 'how long the browser keeps each of ours', async (target) => {
  const { page, underWay } = await signInByPage(target, await target.people.fresh());
  const lifeOf = (name: string) => registered.find((item) => item.name === name)?.life;
  expect((await cookieNamed(page.context(), '__Host-session'))?.expires).toBe(-1);
  expect(lifeOf('__Host-session')).toMatch(/close the browser/);
  const login = underWay.find((cookie) => cookie.name === '__Host-login');
  expect(lifeOf('__Host-login')).toBe('10 minutes');
  const seconds = (login?.expires ?? 0) - Date.now() / 1000;
  expect(seconds).toBeLessThanOrEqual(600);
  // A browser drops a cookie without an end when it closes, which may be never.
  expect(seconds).toBeGreaterThan(500);
  const met = namesOf([...underWay, ...(await page.context().cookies())]);
  const ours = registered.filter((item) => item.setBy === 'this service').map(({ name }) => name);
  expect(new Set(met.filter((name) => !isCognitos(name)))).toEqual(new Set(ours));
});

claim('C159', 'simulated', 'signed in with it, signed out without it', async (target) => {
  const page = await target.browser(await target.people.fresh());
  await page.goto('/settings', { waitUntil: 'networkidle' });
  expect(new URL(page.url()).pathname).toBe('/settings');
  await page.reload({ waitUntil: 'networkidle' });
  expect(new URL(page.url()).pathname).toBe('/settings');
  await page.context().clearCookies({ name: '__Host-session' });
  await page.goto('/settings', { waitUntil: 'networkidle' });
  expect(new URL(page.url()).pathname).toBe('/welcome');
});

claim('C162', 'simulated', 'nobody is asked about cookies', async (target) => {
  const visits = [await tour(target, 'signed out'), await tour(target, 'signed in')];
  for (const { texts, dialogs } of visits) {
    expect(texts.every((text) => text.length > 20)).toBe(true);
    const asking = /(accept|reject|allow|manage)[^.]{0,20}cookies|cookie (settings|preferences|consent)/i;
    expect(texts.filter((text) => asking.test(text))).toEqual([]);
    expect(dialogs).toBe(0);
  }
});

claim('C172', 'simulated', 'nothing after all pages, the registry once it was asked for', async (target) => {
  const { stored } = await tour(target, 'signed in');
  expect(stored).toEqual([]);
  const page = await target.browser(await target.people.fresh());
  await page.goto('/settings', { waitUntil: 'networkidle' });
  await page.getByText('Remember this on this device').click();
  expect(await storedIn(page)).toEqual(namesOf(browserItems.filter((item) => item.kind === 'local-storage')));
});
