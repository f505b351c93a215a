import { describe, expect, it } from 'vitest';
import { policyVersion } from '../../../../contracts/privacy/policy-version.ts';
import { contentSecurityPolicy, SECURITY_TEXT, securityText } from '../../../../contracts/site/edge.ts';
import { type SmokeTarget, smokeChecks } from '../../../../local/cloud/smoke.ts';
import { profiles } from '../../../../policy/profiles/all.ts';

const origin = 'https://cloister.test';
const api = 'https://api.test/live/';
const region = 'eu-central-1';
const hsts = { 'strict-transport-security': 'max-age=63072000; includeSubDomains' };
const signIn = `https://login.test/oauth2/authorize?code_challenge_method=S256&redirect_uri=${encodeURIComponent(`${origin}/v1/sign-in/callback`)}`;
const model = {
  id: 'nova-2-lite',
  label: 'Nova',
  maker: 'Amazon',
  region,
  retention: 'none',
  trainsOnInput: false,
  inputPerMillion: 1,
  outputPerMillion: 2,
  priceFrom: '2026-11-01',
  retentionRestsOn: 'terms',
  state: 'offered',
  thinks: 'never',
  leaving: false,
};
const page = {
  'content-type': 'text/html',
  'content-security-policy': contentSecurityPolicy({ region }),
  'x-content-type-options': 'nosniff',
  ...hsts,
};
const policy = policyVersion(profiles.aegent, {
  name: 'House',
  address: 'A street',
  country: 'DE',
  privacyContact: 'p@house.test',
});

const refused = (status: number, code: string) =>
  Response.json(
    { status, code, title: 'No' },
    { status, headers: { 'content-type': 'application/problem+json' } },
  );

/** Answers of a deployment as it should be. */
const good: Readonly<Record<string, () => Response>> = {
  'http://cloister.test/': () => new Response(null, { status: 301, headers: { location: `${origin}/` } }),
  [`${origin}/`]: () => new Response('<!doctype html>', { headers: page }),
  [`${origin}/privacy/data`]: () => new Response('<!doctype html>', { headers: page }),
  [`${origin}/config.json`]: () => Response.json({ profile: 'aegent', region, product: 'Aegent' }),
  [`${origin}/v1/health`]: () => Response.json({ status: 'ok' }, { headers: hsts }),
  [`${origin}/v1/policies/privacy`]: () => Response.json(policy),
  [`${origin}/${SECURITY_TEXT}`]: () =>
    new Response(securityText({ privacyContact: 'p@house.test' }, new Date())),
  [`${origin}/v1/catalogue`]: () => Response.json({ items: [model] }),
  [`${origin}/v1/nothing-is-here`]: () => refused(404, 'not_found'),
  [`${origin}/v1/sign-in`]: () => new Response(null, { status: 302, headers: { location: signIn } }),
  [`${api}v1/health`]: () => new Response('', { status: 403 }),
};

function deployment(changed: Readonly<Record<string, () => Response>> = {}): SmokeTarget {
  const answers = { ...good, ...changed };
  return {
    origin,
    api,
    fetch: async (input) => (answers[new Request(input).url] ?? (() => refused(401, 'unauthenticated')))(),
  };
}

async function failures(target: SmokeTarget): Promise<string[]> {
  const looks = await Promise.allSettled(smokeChecks.map(({ look }) => look(target)));
  return looks.flatMap((one, at) => (one.status === 'rejected' ? [smokeChecks[at]?.name ?? ''] : []));
}

const tls = 'TLS only, and browsers remember it';
const dated = 'privacy policy with its date';
const looser = () =>
  new Response('', { headers: { ...page, 'content-security-policy': "default-src 'self'" } });
const notFound = () => new Response('<html>', { status: 404, headers: { 'content-type': 'text/html' } });
const location =
  'https://login.test/?code_challenge_method=S256&redirect_uri=https://origin-not-known-yet.invalid';
const healthy = () => Response.json({ status: 'ok' });
const astray = () => new Response(null, { status: 302, headers: { location } });

describe('the smoke test', () => {
  it('passes a deployment as it should be', async () => {
    expect(await failures(deployment())).toEqual([]);
  });

  it('reads only', async () => {
    const asked: (RequestInit | undefined)[] = [];
    const target = deployment();
    const noted: typeof fetch = (input, init) => {
      asked.push(init);
      return target.fetch(input);
    };
    await failures({ ...target, fetch: noted });
    expect(asked.filter((init) => init?.method !== undefined || init?.body !== undefined)).toEqual([]);
  });

  it.each<[string, string, string, () => Response]>([
    ['health', 'does not answer', '/v1/health', () => new Response('', { status: 503, headers: hsts })],
    [tls, 'answers over http', 'http://cloister.test/', () => new Response('', { status: 200 })],
    [tls, 'forgets TLS', '/v1/health', healthy],
    ['console with its content security policy', 'has a looser policy', '/', looser],
    [dated, 'shows another text', '/v1/policies/privacy', () => Response.json({ ...policy, html: '' })],
    [
      dated,
      'shows an older version',
      '/v1/policies/privacy',
      () => Response.json({ ...policy, version: '2020-01-01' }),
    ],
    [
      'catalogue: every model keeps nothing',
      'keeps prompts',
      '/v1/catalogue',
      () => Response.json({ items: [{ ...model, retention: '30 days' }] }),
    ],
    ['no answer without a session', 'answers anybody', '/v1/credits', () => Response.json({})],
    ['faults are problem documents', 'shows a page instead', '/v1/nothing-is-here', notFound],
    ['sign-in leads to the managed login and back', 'does not know its origin', '/v1/sign-in', astray],
    ['nobody goes around the edge', 'answers around the edge', `${api}v1/health`, healthy],
  ])('%s: notices one that %s', async (check, _what, address, answer) => {
    expect(await failures(deployment({ [new URL(address, origin).href]: answer }))).toContain(check);
  });
});
