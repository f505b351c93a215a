import { newId } from '../../../contracts/ids.ts';
import { transfer } from '../../../contracts/privacy/stores.ts';
import { askIn } from '../evidence/chatting.ts';
import { at } from '../evidence/template.ts';
import type { DeploymentParts } from '../target.ts';
import type { Leaver } from './leaver.ts';
import { leaveBehind } from './straggler.ts';

/** Work of a race: it may succeed or be refused, in the middle too, and leaves nothing either way. */
type Work = (parts: DeploymentParts, leaver: Leaver, policyVersion: string) => Promise<unknown>;

const post =
  (path: string, wantedOf: (leaver: Leaver) => unknown = () => undefined): Work =>
  async (parts, leaver) => {
    const wanted = wantedOf(leaver);
    const body = wanted === undefined ? {} : { body: wanted };
    const { status } = await parts.api(`POST ${path}`, { as: leaver.person, ...body });
    if (status >= 500) throw new Error(`${path} was answered ${status}`);
  };

/** Some twenty seconds of an answer. */
const long = '[[models tokens=400 pace=50]]';

/** Every kind of work that lasts, or lands late. */
export const works = {
  'an export': post('/v1/privacy/exports'),
  'an answer': async (parts, { person, conversationId }) => {
    for await (const _event of askIn(parts, person, conversationId, long));
  },
  'a follower': async (parts, { person, conversationId }) => {
    for await (const event of askIn(parts, person, conversationId, long)) {
      if (event.type !== 'start') continue;
      const path = `/v1/conversations/${conversationId}/turns/${event.turnId}/events`;
      for await (const _followed of parts.stream(`GET ${path}`, { as: person }));
    }
  },
  'an answer by an API key': async (parts, { apiKey, conversationId }) => {
    const call = { as: { apiKey }, body: { prompt: long } };
    for await (const _event of parts.stream(`POST /v1/conversations/${conversationId}/turns`, call));
  },
  'a credential': post('/v1/credentials', () => ({ label: 'Late', value: 'secret' })),
  'an API key': post('/v1/api-keys', () => ({ label: 'Late', scopes: ['credits:read'], expiresInDays: 1 })),
  'a conversation': post('/v1/conversations', () => ({ title: 'Late' })),
  'a machine': post('/v1/machine'),
  'a sign-in': async (parts, { person }) => parts.people.signIn(person),
  'a second account': async (parts, { second }, policyVersion) => {
    const body = { policyVersion, adult: true };
    await parts.api('POST /v1/onboarding', { as: second, body });
  },
  'a download': async (parts, leaver, policyVersion) => {
    await works['an export'](parts, leaver, policyVersion);
    const listed = await parts.api('GET /v1/privacy/exports', { as: leaver.person });
    const path = `/v1/privacy/exports/${String(at(listed.body, 'items', '0', 'exportId'))}/link`;
    const linked = await parts.api(`POST ${path}`, { as: leaver.person });
    if (linked.status === 200) await fetch(String(at(linked.body, 'url')));
  },
  /** Whoever was let in before, at its worst: a write of its own into each store, as late as it can be. */
  'a straggler': async (parts, leaver) =>
    leaveBehind(parts, leaver, `${leaver.person.userId}/${newId('export')}.zip`, transfer),
} satisfies Readonly<Record<string, Work>>;
export type WorkName = keyof typeof works;
