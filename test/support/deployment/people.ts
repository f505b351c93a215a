import { randomBytes } from 'node:crypto';
import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import { findProfile } from '../../../policy/profiles/all.ts';
import type { Newcomer, People, Person } from '../target.ts';
import { callApi } from './calls.ts';
import { outputOf, type SharedDeployment } from './shared.ts';

/** The emulator's mail always says this. */
const CODE = '123456';

/** People who come by sign-up, code and managed login, as anybody would. */
export class EmulatedPeople implements People {
  private readonly deployment: SharedDeployment;

  constructor(deployment: SharedDeployment) {
    this.deployment = deployment;
  }

  /** With a domain of its own, so that welcomes of a domain and day are not used up. */
  async newcomer(email = `person@people-${randomBytes(6).toString('hex')}.test`): Promise<Newcomer> {
    const password = `${randomBytes(12).toString('base64url')}-Aa1`;
    await this.signUp(email, password);
    return { email, password, session: await this.session(email, password) };
  }

  async fresh(email?: string): Promise<Person> {
    const newcomer = await this.newcomer(email);
    const accepted = await callApi(this.deployment, 'POST /v1/onboarding', {
      as: newcomer,
      body: { policyVersion: findProfile(this.deployment.profile).policyRevised, adult: true },
    });
    if (accepted.status !== 201) throw new Error(`onboarding answered ${accepted.status}`);
    const { userId } = accepted.body as { userId: string };
    return { ...newcomer, userId };
  }

  async signIn(person: Person): Promise<Person> {
    return { ...person, session: await this.session(person.email, person.password) };
  }

  private async signUp(email: string, password: string): Promise<void> {
    const cognito = new CognitoIdentityProvider({
      endpoint: this.deployment.emulator,
      region: 'eu-central-1',
      credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
    });
    const ClientId = outputOf(this.deployment.outputs, 'identity', 'SignUpClientId');
    await cognito.signUp({
      ClientId,
      Username: email,
      Password: password,
      UserAttributes: [{ Name: 'email', Value: email }],
    });
    await cognito.confirmSignUp({ ClientId, Username: email, ConfirmationCode: CODE });
    cognito.destroy();
  }

  /** Signs in by the login page and gives the session's value. */
  private async session(email: string, password: string): Promise<string> {
    const begun = await callApi(this.deployment, 'GET /v1/sign-in?fresh=1');
    const login = cookieOf(begun.headers, '__Host-login');
    const page = await fetch(begun.headers.get('location') ?? '', { redirect: 'manual' });
    const form = new URLSearchParams(hiddenFields(await page.text()));
    form.set('username', email);
    form.set('password', password);
    const done = await fetch(`${this.deployment.emulator}/login`, {
      method: 'POST',
      body: form,
      redirect: 'manual',
    });
    const location = done.headers.get('location');
    if (location === null) throw new Error(`login page ${page.status}, login ${done.status}`);
    const back = new URL(location);
    const finished = await callApi(this.deployment, `GET ${back.pathname}${back.search}`, {
      headers: { cookie: `__Host-login=${login}` },
    });
    return cookieOf(finished.headers, '__Host-session');
  }
}

function cookieOf(headers: Headers, name: string): string {
  const found = headers.getSetCookie().find((cookie) => cookie.startsWith(`${name}=`));
  const value = found?.slice(name.length + 1).split(';')[0];
  if (value === undefined || value === '') throw new Error(`no cookie ${name} was set`);
  return value;
}

const unescapeHtml = (text: string): string =>
  text.replaceAll('&amp;', '&').replaceAll('&#x27;', "'").replaceAll('&quot;', '"');

function hiddenFields(html: string): Record<string, string> {
  const found = html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g);
  return Object.fromEntries([...found].map(([, name = '', value = '']) => [name, unescapeHtml(value)]));
}
