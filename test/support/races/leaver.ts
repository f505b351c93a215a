import { accounts } from '../../../contracts/accounts/stores.ts';
import { beginConversation } from '../evidence/chatting.ts';
import { itemsOf } from '../evidence/storage.ts';
import { at } from '../evidence/template.ts';
import type { DeploymentParts, Person } from '../target.ts';

/** Somebody who leaves, with all that the work of a race may use. */
export interface Leaver {
  readonly person: Person;
  /** Signed in before there was an account, and never came in by it. */
  readonly second: Person;
  readonly conversationId: string;
  readonly apiKey: string;
  readonly customerId: string;
  readonly subject: string;
}

/** Signs up twice, comes in once, and has a key and a conversation. */
export async function leaverOf(parts: DeploymentParts, policyVersion: string): Promise<Leaver> {
  const newcomer = await parts.people.newcomer();
  const second = await parts.people.signIn({ ...newcomer, userId: '' });
  const accepted = { policyVersion, adult: true };
  const came = await parts.api('POST /v1/onboarding', { as: newcomer, body: accepted });
  const person = { ...newcomer, userId: String(at(came.body, 'userId')) };
  const wanted = { label: 'A key', scopes: ['chat:read', 'chat:write'], expiresInDays: 1 };
  const made = await parts.api('POST /v1/api-keys', { as: person, body: wanted });
  const [account] = await itemsOf(parts, accounts, person.userId);
  return {
    person,
    second,
    conversationId: await beginConversation(parts, person),
    apiKey: String(at(made.body, 'value')),
    customerId: String(account?.['customerId']),
    subject: String(account?.['subject']),
  };
}
