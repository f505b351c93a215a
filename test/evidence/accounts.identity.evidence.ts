import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import { expect } from 'vitest';
import { recipients } from '../../policy/processors.ts';
import { profiles } from '../../policy/profiles/all.ts';
import { resourcesOf } from '../support/evidence/access.ts';
import { claim } from '../support/evidence/claim.ts';
import { outputOf } from '../support/evidence/outputs.ts';
import { at } from '../support/evidence/template.ts';
import type { SynthTarget } from '../support/target.ts';

const userPools = async (target: SynthTarget) =>
  resourcesOf(await target.templates(), 'AWS::Cognito::UserPool').map(({ properties }) => properties);
const userPoolClients = async (target: SynthTarget) =>
  resourcesOf(await target.templates(), 'AWS::Cognito::UserPoolClient').map(({ properties }) => properties);

claim('T12', 'synth', 'what sign-up demands', async (target) => {
  const pools = await userPools(target);
  expect(pools).toHaveLength(1);
  const schema = pools.flatMap((pool) => pool['Schema']).flat();
  const required = schema.filter((attribute) => at(attribute, 'Required'));
  expect(required.map((attribute) => at(attribute, 'Name'))).toEqual(['email']);
});

claim('A28', 'synth', 'the code flow and no other', async (target) => {
  const clients = await userPoolClients(target);
  const signIn = clients.filter((client) => client['AllowedOAuthFlowsUserPoolClient'] === true);
  expect(signIn).toHaveLength(1);
  expect(signIn[0]).toMatchObject({
    AllowedOAuthFlows: ['code'],
    EnableTokenRevocation: true,
    PreventUserExistenceErrors: 'ENABLED',
  });
  // Where a client says nothing of them, Cognito allows passwords (SRP).
  for (const client of clients) expect(client['ExplicitAuthFlows']).toEqual(['ALLOW_REFRESH_TOKEN_AUTH']);
});

claim('T19', 'synth', 'scopes and attributes at the identity service', async (target) => {
  const clients = await userPoolClients(target);
  const scopes = clients.flatMap((client) => client['AllowedOAuthScopes'] ?? []).flat();
  expect(new Set(scopes)).toEqual(new Set(['openid', 'email']));
  const attributes = (await userPools(target)).flatMap((pool) => pool['Schema']).flat();
  expect(attributes.map((attribute) => at(attribute, 'Name'))).toEqual(['email']);
  // Where a client says nothing of them, Cognito takes every standard attribute, in the schema or not.
  expect(clients.map((client) => client['WriteAttributes'])).toEqual(clients.map(() => ['email']));
  expect(resourcesOf(await target.templates(), 'AWS::Cognito::UserPoolIdentityProvider')).toEqual([]);
});

claim('C73', 'synth', 'the register and the templates name the same provider', async (target) => {
  expect(profiles[target.profile].recipients).toContain('cognito');
  expect(recipients.cognito).toMatchObject({ role: 'sub-processor', purpose: 'sign-up and sign-in' });
  const types = (await target.templates()).flatMap((template) => template.resources.map(({ type }) => type));
  const authentication = types.filter((type) => /Cognito|IdentityProvider|OIDC|SSO|Auth0/.test(type));
  expect(authentication.length).toBeGreaterThan(0);
  const own =
    /^AWS::Cognito::(UserPool|UserPoolClient|UserPoolDomain|ManagedLoginBranding|UserPoolRiskConfigurationAttachment)$/;
  expect(authentication.filter((type) => !own.test(type))).toEqual([]);
});

claim(
  'A28',
  'deployed',
  { readOnly: true, shows: 'a forged state and a missing verifier' },
  async (target) => {
    const begun = await target.api('GET /v1/sign-in');
    expect(begun.status).toBe(302);
    const asked = new URL(begun.headers.get('location') ?? '').searchParams;
    expect(asked.get('response_type')).toBe('code');
    expect(asked.get('code_challenge_method')).toBe('S256');
    expect(asked.get('code_challenge')).toMatch(/^[\w-]{43}$/);
    const cookie =
      begun.headers
        .getSetCookie()
        .find((one) => one.startsWith('__Host-login='))
        ?.split(';')[0] ?? '';
    const path = '/v1/sign-in/callback?code=stolen&state=';
    const forged = await target.api(`GET ${path}forged`, { headers: { cookie } });
    const missing = await target.api(`GET ${path}${asked.get('state')}`);
    const guessed = await target.api(`GET ${path}${asked.get('state')}`, { headers: { cookie } });
    const outcomes = [forged, missing, guessed].map(({ status, headers }) => [
      status,
      headers.get('location'),
      headers.getSetCookie().some((one) => one.startsWith('__Host-session=')),
    ]);
    expect(outcomes).toEqual([
      [303, '/welcome?problem=sign_in_not_begun', false],
      [303, '/welcome?problem=sign_in_not_begun', false],
      [303, '/welcome?problem=sign_in_refused', false],
    ]);
  },
);

claim('T19', 'deployed', 'what Cognito holds of somebody who signed up', async (target) => {
  const person = await target.people.fresh();
  const user = await target.aws
    .client(CognitoIdentityProvider)
    .adminGetUser({ UserPoolId: outputOf(target, 'UserPoolId'), Username: person.email });
  const told = (user.UserAttributes ?? []).filter(({ Name }) => Name !== 'sub' && Name !== 'email_verified');
  expect(told).toEqual([{ Name: 'email', Value: person.email }]);
  const begun = await target.api('GET /v1/sign-in');
  const asked = new URL(begun.headers.get('location') ?? '').searchParams;
  expect(asked.get('scope')).toBe('openid email');
  expect([...asked.values()].filter((value) => value.includes(person.userId))).toEqual([]);
});
