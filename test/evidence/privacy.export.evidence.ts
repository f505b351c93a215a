import { basename } from 'node:path';
import { expect } from 'vitest';
import * as z from 'zod';
import { ledger } from '../../contracts/billing/stores.ts';
import { storesOf, tablesOf } from '../../contracts/stores.ts';
import { profiles } from '../../policy/profiles/all.ts';
import { type Canary, known, plant } from '../support/canary/canary.ts';
import { scan } from '../support/canary/scan.ts';
import { ask } from '../support/evidence/chatting.ts';
import { claim } from '../support/evidence/claim.ts';
import { furnishAll } from '../support/evidence/furnishing/all.ts';
import { type Archive, exportAll, exported } from '../support/evidence/leaving.ts';
import { signInByApi } from '../support/evidence/signing-in.ts';
import { accountOf, itemsAbout, movementsOf } from '../support/evidence/storage.ts';
import { at } from '../support/evidence/template.ts';
import type { Person, Target } from '../support/target.ts';

/** The files of an archive, to be searched as the platform's stores are. */
const archiveSource = (archive: Archive) => ({
  name: 'archive',
  async *pieces() {
    for (const [where, bytes] of archive) yield { where, bytes };
  },
});

async function storeCredential(target: Target, person: Person, value: string): Promise<void> {
  const stored = await target.api('POST /v1/credentials', { as: person, body: { label: 'My mail', value } });
  expect(stored.status).toBe(201);
}

claim('T34', 'deployed', 'an archive by a link of five minutes', async (target) => {
  const person = await target.people.fresh();
  await signInByApi(target, person);
  const { archive, link } = await exportAll(target, person);
  expect(Number(link.searchParams.get('X-Amz-Expires'))).toBe(300);
  expect(exported(archive, 'accounts')).toMatchObject([{ userId: person.userId }]);
  const identity: unknown = JSON.parse(archive.get('identity.json') ?? '');
  expect(at(identity, 'attributes')).toMatchObject({ email: person.email });
  expect(at(identity, 'signIns')).toMatchObject([{ what: 'SignIn', outcome: 'Pass' }]);
});

claim('A8', 'deployed', 'the export', async (target) => {
  const person = await target.people.fresh();
  const account = await target.api('GET /v1/account', { as: person });
  const { archive } = await exportAll(target, person);
  expect(at(account.body, 'createdAt')).toMatch(/^\d{4}-\d\d-\d\dT/);
  expect(exported(archive, 'accounts')[0]?.['createdAt']).toBe(at(account.body, 'createdAt'));
});

claim('C120', 'deployed', 'all stores of the inventory, and nobody else', async (target) => {
  const [person, other] = [await target.people.fresh(), await target.people.fresh()];
  const mine = await furnishAll(target, person);
  const theirs = await furnishAll(target, other);
  const { archive } = await exportAll(target, person);
  const about = tablesOf(profiles[target.profile].capabilities).filter(
    ({ privacy }) => privacy.export === 'items' && privacy.subject.by !== 'nobody',
  );
  expect([...archive.keys()].filter((name) => name.startsWith('data/')).sort()).toEqual(
    about.map(({ name }) => `data/${name}.json`).sort(),
  );
  for (const spec of about) {
    // Fetching the archive is itself an event of the audit trail.
    const stored = (await itemsAbout(target, spec, person)).filter(
      ({ action }) => action !== 'export.fetched',
    );
    expect(stored.length, spec.name).toBeGreaterThan(0);
    expect(exported(archive, spec.name).length, spec.name).toBe(stored.length);
  }
  expect(exported(archive, 'ledger')).toMatchObject([{ kind: 'welcome' }]);
  const everything = [...archive.values()].join('\n');
  const marksIn = (texts: readonly Canary[]) =>
    texts.flatMap(({ marks }) => marks).filter((mark) => everything.includes(mark));
  expect(marksIn(mine.texts)).toEqual(mine.texts.flatMap(({ marks }) => marks));
  expect(marksIn(theirs.texts)).toEqual([]);
  expect(everything).toContain(person.email);
  expect([other.userId, other.email].filter((theirId) => everything.includes(theirId))).toEqual([]);
});

claim('C126', 'deployed', {}, async (target) => {
  const person = await target.people.fresh();
  const { title } = await furnishAll(target, person);
  const { archive } = await exportAll(target, person);
  const files = [...archive.keys()].filter((name) => /^(?!schemas\/).*\.json$/.test(name));
  expect(files).toEqual(expect.arrayContaining(['identity.json', 'manifest.json', 'data/accounts.json']));
  for (const name of files) {
    const content: unknown = JSON.parse(archive.get(name) ?? '');
    if (name.startsWith('data/')) expect(content, name).not.toEqual([]);
    const schemaFile = `schemas/${basename(name, '.json')}.schema.json`;
    const schema = z.fromJSONSchema(JSON.parse(archive.get(schemaFile) ?? 'null'));
    expect(schema.safeParse(content).error, name).toBeUndefined();
    for (const other of [[{ something: 'else' }], { something: 'else' }])
      expect(schema.safeParse(other).success, schemaFile).toBe(false);
  }
  expect(archive.get('index.html')).toContain(title.text);
});

claim('C135', 'deployed', {}, async (target) => {
  const person = await target.people.fresh();
  const secret = plant('a credential');
  await storeCredential(target, person, secret.text);
  const { archive } = await exportAll(target, person);
  expect(exported(archive, 'credentials')).toMatchObject([{ label: 'My mail' }]);
  const began = new Date(0);
  const withheld = [
    secret,
    known('password', person.password, began),
    known('session', person.session, began),
  ];
  // In whatever wrapping: a value that leaks as bytes is no better kept than one in clear.
  const { findings } = await scan([archiveSource(archive)], withheld);
  expect(findings).toEqual([]);
  const seen = await scan([archiveSource(archive)], [known('label', 'My mail', began)]);
  expect(seen.findings).not.toEqual([]);
  expect(Object.keys(exported(archive, 'credentials')[0] ?? {})).not.toContain('value');
});

claim('A43', 'simulated', {}, async (target) => {
  const person = await target.people.fresh();
  const question = 'Tell me about <lighthouses> & foxes. [[models text="They are lit & red."]]';
  const { conversationId } = await ask(target, person, question);
  const { archive } = await exportAll(target, person);
  const read = await target.api(`GET /v1/conversations/${conversationId}`, { as: person });
  const shown = [at(read.body, 'turns')].flat();
  expect(shown).toHaveLength(1);
  expect(exported(archive, 'turns')).toMatchObject(
    shown.map((turn) => ({ prompt: at(turn, 'prompt'), answer: at(turn, 'answer') })),
  );
  expect(at(shown[0], 'answer')).toBe('They are lit & red.');
  expect(archive.get('index.html')).toContain('Tell me about &lt;lighthouses&gt; &amp; foxes.');
  expect(archive.get('index.html')).toContain('They are lit &amp; red.');
  expect(JSON.parse(archive.get('manifest.json') ?? '')).toMatchObject({ userId: person.userId });
});

const byName = (a: string, b: string): number => a.localeCompare(b);

/** All that one answer leaves in the ledger: a moment and its month, two counts, ids and prices. */
const movementOfAnswer =
  'amount at customerId entry estimated expiresAt inputTokens kind model month of once outputTokens priceFrom'.split(
    ' ',
  );

claim('A11', 'simulated', 'the export has the times', async (target) => {
  const person = await target.people.fresh();
  // An answer of many pieces: they leave no times of their own.
  await ask(target, person, 'When was this? [[models tokens=60 pace=5]]');
  const stored = await itemsAbout(target, ledger, person);
  const charges = stored.filter((entry) => entry['kind'] === 'chat');
  expect(charges.map((entry) => Object.keys(entry).toSorted(byName))).toEqual([[...movementOfAnswer, 'v']]);
  const { archive } = await exportAll(target, person);
  const movements = exported(archive, 'ledger').filter((entry) => entry['kind'] === 'chat');
  expect(movements).toHaveLength(1);
  expect(Object.keys(movements[0] ?? {}).toSorted(byName)).toEqual(movementOfAnswer);
  expect(String(movements[0]?.['at'])).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/);
  const { customerId } = await accountOf(target, person);
  const [shown] = (await movementsOf(target, customerId)).filter(
    ({ entry }) => entry === charges[0]?.['entry'],
  );
  expect(movements[0]?.['at']).toBe(shown?.['at']);
});

claim('A41', 'deployed', {}, async (target) => {
  const person = await target.people.fresh();
  await furnishAll(target, person);
  const answer = await target.api('GET /v1/privacy/inventory', { as: person });
  const listed = [at(answer.body, 'items')].flat().map((line) => [String(at(line, 'store')), line] as const);
  const { capabilities } = profiles[target.profile];
  expect(listed.map(([store]) => store).sort()).toEqual(
    storesOf(capabilities)
      .map(({ name }) => name)
      .sort(),
  );
  for (const [store, line] of listed)
    for (const field of ['purpose', 'basis', 'period', 'label'])
      expect(at(line, field), `${store} ${field}`).toBeTruthy();
  const lines = new Map(listed);
  for (const spec of tablesOf(capabilities).filter(({ privacy }) => privacy.subject.by !== 'nobody')) {
    const stored = (await itemsAbout(target, spec, person)).length;
    expect(stored, spec.name).toBeGreaterThan(0);
    expect(at(lines.get(spec.name), 'count'), spec.name).toBe(stored);
  }
});

claim('T34', 'deployed', 'nobody else can take the archive out', async (target) => {
  const [person, stranger] = [await target.people.fresh(), await target.people.fresh()];
  const asked = await target.api('POST /v1/privacy/exports', { as: person });
  const path = `/v1/privacy/exports/${String(at(asked.body, 'exportId'))}`;
  const linkFor = (who: Person) => target.api(`POST ${path}/link`, { as: who });
  await expect.poll(async () => (await linkFor(person)).status, { timeout: 60_000 }).toBe(200);
  expect((await target.api(`GET ${path}`, { as: person })).status).toBe(200);
  expect((await target.api(`GET ${path}`, { as: stranger })).status).toBe(404);
  expect((await linkFor(stranger)).status).toBe(404);
});
