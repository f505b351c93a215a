import { createHash } from 'node:crypto';
import * as z from 'zod';
import { policyVersions } from '../../contracts/privacy/stores.ts';
import { routes, routesOf } from '../../contracts/routes.ts';
import { contentSecurityPolicy, SECURITY_TEXT } from '../../contracts/site/edge.ts';
import { profileIds, profiles } from '../../policy/profiles/all.ts';

/** A deployment as a stranger sees it. */
export interface SmokeTarget {
  readonly origin: string;
  /** The API's own address, to be refused there. */
  readonly api?: string | undefined;
  readonly fetch: typeof fetch;
}

/** One thing that must be so; answers what it saw, and throws `NotSo`. */
export interface SmokeCheck {
  readonly name: string;
  readonly look: (target: SmokeTarget) => Promise<string>;
}

/** What a check found instead. */
export class NotSo extends Error {
  override readonly name = 'NotSo';
}

const problem = z.looseObject({ status: z.number(), code: z.string(), title: z.string() });
const siteFacts = z.looseObject({ profile: z.enum(profileIds), region: z.string(), product: z.string() });
const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** All checks: they read, carry no session, and change nothing. */
export const smokeChecks: readonly SmokeCheck[] = [
  { name: 'health', look: health },
  { name: 'TLS only, and browsers remember it', look: transport },
  { name: 'console with its content security policy', look: site },
  { name: 'privacy policy with its date', look: policy },
  { name: 'whom to tell about a weakness', look: securityContact },
  { name: 'catalogue: every model keeps nothing', look: catalogue },
  { name: 'no answer without a session', look: withoutSession },
  { name: 'faults are problem documents', look: faults },
  { name: 'sign-in leads to the managed login and back', look: signIn },
  { name: 'nobody goes around the edge', look: aroundEdge },
];

async function health(target: SmokeTarget): Promise<string> {
  const answer = await get(target, '/v1/health');
  need(answer.status === 200, `/v1/health answers ${answer.status}`);
  routes.health.answer?.parse(await answer.json());
  return 'ok';
}

async function transport(target: SmokeTarget): Promise<string> {
  const plain = await target.fetch(target.origin.replace(/^https:/, 'http:'), { redirect: 'manual' });
  const to = plain.headers.get('location') ?? '';
  need(
    plain.status === 301 && to.startsWith('https://'),
    `http answers ${plain.status} instead of leading to https`,
  );
  for (const path of ['/', '/v1/health']) {
    const header = (await get(target, path)).headers.get('strict-transport-security') ?? '';
    const seconds = Number(/max-age=(\d+)/.exec(header)?.[1] ?? 0);
    need(seconds >= YEAR_SECONDS, `${path}: Strict-Transport-Security is "${header}"`);
  }
  return 'http leads to https';
}

async function site(target: SmokeTarget): Promise<string> {
  const page = await get(target, '/');
  need(page.status === 200, `/ answers ${page.status}`);
  need(page.headers.get('content-type')?.startsWith('text/html') === true, '/ is not a page');
  const facts = await factsOf(target);
  const csp = page.headers.get('content-security-policy') ?? 'missing';
  need(csp === contentSecurityPolicy({ region: facts.region }), `Content-Security-Policy is "${csp}"`);
  need(page.headers.get('x-content-type-options') === 'nosniff', 'X-Content-Type-Options is not nosniff');
  need(page.headers.get('server-timing') === null, 'Server-Timing is sent');
  const deep = await get(target, '/privacy/data');
  need(deep.status === 200, `a page of the console answers ${deep.status}`);
  return `${facts.product}, profile ${facts.profile}, ${facts.region}`;
}

async function policy(target: SmokeTarget): Promise<string> {
  const answer = await get(target, '/v1/policies/privacy');
  need(answer.status === 200, `/v1/policies/privacy answers ${answer.status}`);
  const { version, effective, sha256, html } = policyVersions.item.parse(await answer.json());
  need(
    createHash('sha256').update(html).digest('hex') === sha256,
    'the text is not the one that its hash names',
  );
  need(html.includes(effective), `the page does not show its date, ${effective}`);
  const { profile } = await factsOf(target);
  need(
    version >= profiles[profile].policyRevised,
    `in force is ${version}, here is ${profiles[profile].policyRevised}`,
  );
  return `version ${version}`;
}

async function securityContact(target: SmokeTarget): Promise<string> {
  const answer = await get(target, `/${SECURITY_TEXT}`);
  const contact = /^Contact: (\S+)/m.exec(answer.status === 200 ? await answer.text() : '')?.[1];
  need(contact !== undefined, `/${SECURITY_TEXT} answers ${answer.status} without a contact`);
  return contact;
}

async function catalogue(target: SmokeTarget): Promise<string> {
  const answer = await get(target, routes.listModels.path);
  need(answer.status === 200, `${routes.listModels.path} answers ${answer.status}`);
  const { items } = routes.listModels.answer.parse(await answer.json());
  need(items.length > 0, 'there is no model');
  return items.map(({ id, retention }) => `${id} (${retention})`).join(', ');
}

/** Reading routes alone, so that a hole that is found has done no harm. */
async function withoutSession(target: SmokeTarget): Promise<string> {
  const { profile } = await factsOf(target);
  const guarded = routesOf(profiles[profile].capabilities, 'public').filter(
    ({ method, permission }) => method === 'GET' && permission !== 'public',
  );
  for (const { path } of guarded) {
    const answer = await get(target, path.replaceAll(/\{\w+\}/g, 'none'));
    need(answer.status === 401, `GET ${path} answers ${answer.status}`);
    const { code } = await problemOf(answer, path);
    need(code === 'unauthenticated', `GET ${path} says ${code}`);
  }
  return `${guarded.length} routes answer 401`;
}

async function faults(target: SmokeTarget): Promise<string> {
  const missing = await get(target, '/v1/nothing-is-here');
  need(missing.status === 403 || missing.status === 404, `an unknown address answers ${missing.status}`);
  const { code } = await problemOf(missing, 'an unknown address');
  return `${missing.status} ${code}`;
}

async function signIn(target: SmokeTarget): Promise<string> {
  const answer = await get(target, '/v1/sign-in');
  need(answer.status === 302, `/v1/sign-in answers ${answer.status}`);
  const to = new URL(answer.headers.get('location') ?? '', target.origin);
  need(to.protocol === 'https:' && to.origin !== target.origin, `it leads to ${to.origin}`);
  need(to.searchParams.get('code_challenge_method') === 'S256', 'there is no PKCE');
  const back = to.searchParams.get('redirect_uri') ?? '';
  need(back === `${target.origin}/v1/sign-in/callback`, `it leads back to ${back}: deploy once more`);
  return to.host;
}

async function aroundEdge(target: SmokeTarget): Promise<string> {
  if (target.api === undefined) return 'not looked at: say --api <output Url of the API stack>';
  const answer = await target.fetch(`${target.api.replace(/\/$/, '')}/v1/health`, { redirect: 'manual' });
  need(answer.status === 403, `the API answers ${answer.status} to somebody who goes around CloudFront`);
  return '403';
}

async function problemOf(answer: Response, what: string) {
  const type = answer.headers.get('content-type') ?? '';
  need(type.startsWith('application/problem+json'), `${what} answers in ${type}`);
  return problem.parse(await answer.json());
}

const factsOf = async (target: SmokeTarget) =>
  siteFacts.parse(await (await get(target, '/config.json')).json());

const get = (target: SmokeTarget, path: string): Promise<Response> =>
  target.fetch(target.origin + path, { redirect: 'manual', signal: AbortSignal.timeout(20_000) });

function need(so: boolean, otherwise: string): asserts so {
  if (!so) throw new NotSo(otherwise);
}
