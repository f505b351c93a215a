import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import { expect } from 'vitest';
import * as z from 'zod';
import { routesOf } from '../../contracts/routes.ts';
import { storesOf, tablesOf } from '../../contracts/stores.ts';
import { category } from '../../policy/categories.ts';
import { profiles } from '../../policy/profiles/all.ts';
import { purposes } from '../../policy/purposes.ts';
import { known } from '../support/canary/canary.ts';
import { resourcesOf } from '../support/evidence/access.ts';
import { beginConversation } from '../support/evidence/chatting.ts';
import { claim } from '../support/evidence/claim.ts';
import { fieldsOf } from '../support/evidence/fields.ts';
import { outputOf } from '../support/evidence/outputs.ts';
import { everyItem } from '../support/evidence/storage.ts';
import { at } from '../support/evidence/template.ts';

claim('C26', 'synth', 'no schema has a place for a position', (target) => {
  const fields = fieldsOf(target.profile);
  expect(fields.some(({ name }) => name === 'region')).toBe(true);
  const position =
    /^(lat|lon|lng|latitude|longitude|coordinates?|geo.*|position|location|city|postcode|postal.*|street)$/i;
  expect(fields.filter(({ name }) => position.test(name))).toEqual([]);
});

claim('A7', 'synth', 'no schema of ours has a password', (target) => {
  const fields = fieldsOf(target.profile);
  expect(fields.some(({ name }) => name === 'email')).toBe(true);
  expect(fields.filter(({ name }) => /passw|pwd|passphrase/i.test(name))).toEqual([]);
});

claim('C178', 'synth', 'no schema has a birth date', async (target) => {
  const fields = fieldsOf(target.profile);
  expect(fields.some(({ name }) => name === 'adult')).toBe(true);
  expect(fields.filter(({ name }) => /birth|dob|^age$/i.test(name))).toEqual([]);
  // Cognito's own schema has one: a client that says nothing of what it may write could write it.
  const clients = resourcesOf(await target.templates(), 'AWS::Cognito::UserPoolClient');
  const writable = clients.flatMap(({ properties }) => properties['WriteAttributes'] ?? ['birthdate']);
  expect(writable).toContain('email');
  expect(writable).not.toContain('birthdate');
});

claim('T11', 'synth', 'requests and items take what is named and nothing else', (target) => {
  const { capabilities } = profiles[target.profile];
  const closed = (schema: z.core.$ZodType) =>
    at(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), 'additionalProperties') === false;
  const tables = tablesOf(capabilities);
  expect(tables.length).toBeGreaterThan(10);
  expect(tables.filter((spec) => !closed(spec.item)).map(({ name }) => name)).toEqual([]);
  const bodies = [...routesOf(capabilities, 'public'), ...routesOf(capabilities, 'machine')].filter(
    (route) => route.body,
  );
  expect(bodies.length).toBeGreaterThan(5);
  expect(bodies.filter((route) => route.body && !closed(route.body)).map(({ id }) => id)).toEqual([]);
  for (const { privacy } of storesOf(capabilities)) {
    const { purpose, retention } = category(privacy.category);
    expect(purposes[purpose].basis).toBeTruthy();
    expect(retention.kind).toBeTruthy();
    expect(['delete', 'expires', 'kept']).toContain(privacy.erase);
  }
});

claim('T11', 'deployed', 'what a run through the product has stored', async (target) => {
  const person = await target.people.fresh();
  await beginConversation(target, person, 'a title');
  const key = { label: 'a key', scopes: ['chat:read'], expiresInDays: 1 };
  expect((await target.api('POST /v1/api-keys', { as: person, body: key })).status).toBe(201);
  const more = await target.api('POST /v1/api-keys', { as: person, body: { ...key, mood: 'good' } });
  expect(more.status).toBe(400);
  let seen = 0;
  for (const spec of tablesOf(profiles[target.profile].capabilities)) {
    const named = new Set([...Object.keys(spec.item.shape), 'v']);
    for (const item of await everyItem(target, spec)) {
      seen += 1;
      for (const name of Object.keys(item)) expect(named, spec.name).toContain(name);
    }
  }
  expect(seen).toBeGreaterThan(6);
});

claim('A7', 'deployed', 'a sign-up leaves the password in no store of ours', async (target) => {
  const began = new Date();
  const person = await target.people.fresh();
  // What the emulator writes down of its own Cognito is not ours.
  const { findings, pieces } = await target.scan(
    [known('password', person.password, began)],
    ['disk', 'recorder'],
  );
  expect(pieces['tables']).toBeGreaterThan(0);
  expect(pieces['logs']).toBeGreaterThan(0);
  expect(findings).toEqual([]);
  // Eleven characters of every kind: too short for our policy, and for no weaker one.
  const weak = {
    ClientId: outputOf(target, 'SignUpClientId'),
    Username: 'weak@people.test',
    Password: 'Elev3n-char',
  };
  const signUp = target.aws.client(CognitoIdentityProvider).signUp(weak);
  await expect(signUp).rejects.toThrow(/password/i);
});

claim('C171', 'synth', 'mails count nothing and load nothing', async (target) => {
  const templates = await target.templates();
  const events = resourcesOf(templates, 'AWS::SES::ConfigurationSetEventDestination').flatMap(
    ({ properties }) => [at(properties, 'EventDestination', 'MatchingEventTypes')].flat(),
  );
  expect(events.filter((event) => /open|click/i.test(String(event)))).toEqual([]);
  const sets = resourcesOf(templates, 'AWS::SES::ConfigurationSet');
  expect(sets.filter(({ properties }) => at(properties, 'TrackingOptions') !== undefined)).toEqual([]);
  const mails = resourcesOf(templates, 'AWS::Cognito::UserPool').flatMap(({ properties }) =>
    Object.values(at(properties, 'VerificationMessageTemplate') ?? {}),
  );
  expect(mails.length).toBeGreaterThan(0);
  expect(mails.filter((text) => /<img|https?:|url\(/i.test(String(text)))).toEqual([]);
});
