import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Lambda } from '@aws-sdk/client-lambda';
import { expect } from 'vitest';
import { policyVersions } from '../../contracts/privacy/stores.ts';
import { storesOf } from '../../contracts/stores.ts';
import { readSettings } from '../../lib/config/settings.ts';
import { describedCategory } from '../../policy/category-words.ts';
import { browserItems } from '../../policy/cookies.ts';
import { recipients } from '../../policy/processors.ts';
import { profiles } from '../../policy/profiles/all.ts';
import { tellCustomResource } from '../support/custom-resource.ts';
import { resourcesOf } from '../support/evidence/access.ts';
import { claim } from '../support/evidence/claim.ts';
import { everyItem, type Item } from '../support/evidence/storage.ts';
import { at } from '../support/evidence/template.ts';
import type { DeploymentParts } from '../support/target.ts';

async function publishedPolicy({
  api,
}: Pick<DeploymentParts, 'api'>): Promise<Readonly<Record<string, string>>> {
  const answer = await api('GET /v1/policies/privacy');
  expect(answer.status).toBe(200);
  const field = (name: string) => String(at(answer.body, name));
  return {
    version: field('version'),
    effective: field('effective'),
    sha256: field('sha256'),
    html: field('html'),
  };
}

claim('T1', 'deployed', { readOnly: true, shows: 'page text, route and version entry' }, async (target) => {
  const { html = '', ...published } = await publishedPolicy(target);
  expect(html).toContain(`Last revised: <time datetime="${published['effective']}">`);
  expect(createHash('sha256').update(html).digest('hex')).toBe(published['sha256']);
  const listed = await target.api('GET /v1/policies/privacy/versions');
  expect(at(listed.body, 'items', '0')).toMatchObject(published);
  const rows = await everyItem(target, policyVersions);
  expect(rows.find((row) => row['version'] === published['version'])).toMatchObject({ ...published, html });
});

/** Publishes a version as a deployment does, and gives what CloudFormation is told. */
async function publish({ aws }: Pick<DeploymentParts, 'aws'>, version: Item): Promise<unknown> {
  const FunctionName = await aws.functionNamed('publish-policy');
  const lambda = aws.client(Lambda);
  return tellCustomResource((event) => lambda.invoke({ FunctionName, Payload: JSON.stringify(event) }), {
    version: JSON.stringify(version),
  });
}

claim('T1', 'deployed', 'the same version with another text is refused', async (target) => {
  const before = await publishedPolicy(target);
  const rows = await everyItem(target, policyVersions);
  const row = rows.find(({ version }) => version === before['version']);
  const { v: _, ...inForce } = row ?? {};
  expect(await publish(target, inForce), 'the same text').toBe('SUCCESS');
  const html = before['html']?.replace('</h1>', ', rewritten</h1>') ?? '';
  expect(html).not.toBe(before['html']);
  const sha256 = createHash('sha256').update(html).digest('hex');
  try {
    expect(await publish(target, { ...inForce, html, sha256 }), 'another text').toBe('FAILED');
    expect(await everyItem(target, policyVersions)).toEqual(rows);
    expect(await publishedPolicy(target)).toEqual(before);
  } finally {
    // Where another text is taken, other evidence is not to read it.
    await publish(target, inForce);
  }
});

claim(
  'A1',
  'deployed',
  { readOnly: true, shows: 'the date at the top of the policy in force' },
  async (target) => {
    const { html = '', effective = '' } = await publishedPolicy(target);
    expect(effective).toBe(profiles[target.profile].policyRevised);
    const top = html.slice(0, html.indexOf('<section>'));
    expect(top).toMatch(/Last revised: <time datetime="\d{4}-\d\d-\d\d">\d{4}-\d\d-\d\d<\/time>/);
    expect(top).toContain(effective);
  },
);

claim('T40', 'synth', 'no deployment without a contact, and mails that name it', async (target) => {
  const example = JSON.parse(readFileSync('cloister.settings.example.json', 'utf8'));
  const { privacyContact, ...without } = example;
  const file = join('.local', 'settings-without-contact.json');
  writeFileSync(file, JSON.stringify(without));
  const choice = { profile: target.profile, stage: 'prod', origin: undefined };
  expect(() => readSettings({ ...choice, settings: file })).toThrow('privacyContact');
  expect(readSettings({ ...choice, settings: 'cloister.settings.example.json' }).settings).toMatchObject({
    privacyContact,
  });
  const pools = resourcesOf(await target.templates(), 'AWS::Cognito::UserPool');
  for (const { properties } of pools)
    expect(at(properties, 'VerificationMessageTemplate', 'EmailMessage')).toContain(privacyContact);
});

claim('T40', 'deployed', { readOnly: true, shows: 'the policy' }, async (target) => {
  const { html = '' } = await publishedPolicy(target);
  expect(html).toMatch(/<h2>Contact<\/h2><p>Privacy: <a href="mailto:([^"@]+@[^"]+)">\1<\/a>/);
});

/** The rows of the table that follows a heading, cell by cell. */
function rowsBelow(html: string, heading: string): readonly (readonly string[])[] {
  const section = html.split('<section>').find((part) => part.startsWith(`<h2>${heading}</h2>`)) ?? '';
  const rows = [...section.matchAll(/<tr>(?:<td>.*?<\/td>)+<\/tr>/g)];
  return rows.map(([row]) => [...row.matchAll(/<td>(.*?)<\/td>/g)].map(([, cell = '']) => cell));
}

claim('C205', 'deployed', { readOnly: true }, async (target) => {
  const { html = '' } = await publishedPolicy(target);
  const rows = rowsBelow(html, 'What is held, why, and for how long');
  const periods = new Map(rows.map((row) => [row[0] ?? '', row.at(-1) ?? '']));
  const held = new Set(
    storesOf(profiles[target.profile].capabilities).map((store) => store.privacy.category),
  );
  expect(periods.size).toBe(held.size);
  for (const id of held) {
    const { label, retention } = describedCategory(id);
    const shown = periods.get(label.replaceAll("'", '&#39;'));
    const account = `as long as your account exists${id === 'identity' ? '; 9 days where you open none' : ''}`;
    if (retention.kind === 'account') expect(shown, id).toBe(account);
    else if (retention.kind === 'period') expect(secondsIn(shown ?? ''), id).toBe(retention.seconds);
    else expect(shown, id).toMatch(retention.kind === 'plan' ? /7, 30, 60, 90 days/ : /replaced/);
  }
});

claim('C205', 'deployed', 'the longest life of a key', async (target) => {
  const [as, { html = '' }] = [await target.people.fresh(), await publishedPolicy(target)];
  const rows = rowsBelow(html, 'What is held, why, and for how long');
  const shown = rows.find(([label]) => label === describedCategory('session').label)?.at(-1) ?? '';
  const key = { label: 'A key', scopes: ['account:read'], expiresInDays: 365 };
  const made = await target.api('POST /v1/api-keys', { as, body: key });
  const view = at(made.body, 'key');
  const life = Number(at(view, 'expiresAt')) - Date.parse(String(at(view, 'createdAt'))) / 1000;
  expect(life).toBeLessThanOrEqual(secondsIn(shown));
  const longer = { ...key, expiresInDays: 366 };
  expect((await target.api('POST /v1/api-keys', { as, body: longer })).status).toBe(400);
});

claim('C82', 'deployed', { readOnly: true, shows: 'the published schedule' }, async (target) => {
  const { html = '' } = await publishedPolicy(target);
  const periods = new Map(
    rowsBelow(html, 'What is held, why, and for how long').map((row) => [row[0], row.at(-1)]),
  );
  for (const id of ['account', 'identity'] as const)
    expect(periods.get(describedCategory(id).label), id).toMatch(/^as long as your account exists(;|$)/);
});

/** `7 years`, `24 hours` in seconds; years as the schedule counts them. */
function secondsIn(period: string): number {
  const [, count = '', unit = ''] = /^(\d+) (year|day|hour|minute)s?$/.exec(period) ?? [];
  if (unit === 'year') return Math.floor(Number(count) * 365.25) * 86_400;
  return Number(count) * ({ day: 86_400, hour: 3600, minute: 60 }[unit] ?? Number.NaN);
}

claim('C160', 'deployed', { readOnly: true }, async (target) => {
  const { html = '' } = await publishedPolicy(target);
  const providers = (await target.templates()).flatMap((template) =>
    template.ofType('AWS::Cognito::UserPool').map(() => recipients.cognito.name.replace(' (AWS)', '')),
  );
  expect(providers).toEqual(['Amazon Cognito']);
  const setBy = rowsBelow(html, 'What your browser keeps').map((row) => row[2] ?? '');
  expect(setBy.filter((who) => who.includes('Amazon Cognito')).length).toBeGreaterThan(0);
  expect(html).not.toContain('Auth0');
});

claim(
  'C157',
  'deployed',
  { readOnly: true, shows: 'the published table names the life of each cookie' },
  async (target) => {
    const { html = '' } = await publishedPolicy(target);
    const rows = rowsBelow(html, 'What your browser keeps');
    expect(rows.map((row) => [row[0], row.at(-1)])).toEqual(
      browserItems.map((item) => [item.name, item.life]),
    );
  },
);

claim(
  'C158',
  'deployed',
  { readOnly: true, shows: 'the published table lists the registry and nothing else' },
  async (target) => {
    const { html = '' } = await publishedPolicy(target);
    const listed = rowsBelow(html, 'What your browser keeps').map(([name, kind]) => `${name}, ${kind}`);
    const essential = browserItems.filter((item) => item.kind === 'cookie' && item.category === 'essential');
    const cookies = listed.filter((line) => line.endsWith(', cookie'));
    expect(cookies).toEqual(essential.map(({ name }) => `${name}, cookie`));
    expect(listed).toHaveLength(browserItems.length);
  },
);
