import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { expect } from 'vitest';
import { accounts, tokens } from '../../../contracts/accounts/stores.ts';
import { id } from '../../../contracts/ids.ts';
import { contentKeys, credentialKeys } from '../../../contracts/platform/stores.ts';
import { auditTrail, erasures } from '../../../contracts/privacy/stores.ts';
import { type Erasure, ErasureStore } from '../../../lambdas/privacy/erasure-store.ts';
import { newErasure } from '../../../lambdas/privacy/erasures.ts';
import { profiles } from '../../../policy/profiles/all.ts';
import { openShared } from '../deployment/open.ts';
import { beginConversation } from '../evidence/chatting.ts';
import { itemsOf } from '../evidence/storage.ts';
import { at } from '../evidence/template.ts';
import type { Person } from '../target.ts';
import { type MortalFunction, openMortal, type Stage } from './mortal-function.ts';
import type { Story } from './story.ts';

/** Somebody who has closed their account and thinks better of it. */
interface Returner {
  readonly erasure: Erasure;
  readonly conversationId: string;
  /** With the session from before, which is over. */
  readonly before: Person;
  /** With the session of the sign-in within the window. */
  readonly person: Person;
}

const title = 'Still here';

/** Hides the content of a closed account and brings the account back, by the steps of both workflows, which are not started here. */
export async function restoreStory(stage: Stage): Promise<Story<Returner>> {
  const { parts } = openShared(stage.deployment);
  const db = DynamoDBDocumentClient.from(parts.aws.client(DynamoDBClient));
  const store = new ErasureStore(db, parts.aws.nameOf(erasures.name));
  const erase = await openMortal(stage, 'erase-account');
  const step = (name: string, { userId, erasureId }: Erasure) => ({ step: name, userId, id: erasureId });
  return {
    name: 'restore',
    begin: () => begin(stage, store, erase),
    acts: [
      {
        fn: erase,
        events: ({ erasure }) => [step('hide-content', erasure)],
        async so({ erasure: { userId } }) {
          expect(await store.find(userId)).toMatchObject({ state: 'waiting' });
          expect(await itemsOf(parts, contentKeys, userId)).toMatchObject([{ state: 'recovery', epoch: 2 }]);
        },
      },
      {
        fn: await openMortal(stage, 'restore-account'),
        async events({ erasure }) {
          // What the person asks for, without the workflow that it starts.
          expect(await store.move(erasure.userId, 'restoring')).toBe('moved');
          return [step('restore', erasure)];
        },
      },
    ],
    end: (returner) => expectBack(stage, returner),
  };
}

async function begin({ deployment }: Stage, store: ErasureStore, erase: MortalFunction): Promise<Returner> {
  const { parts } = openShared(deployment);
  const before = await parts.people.fresh();
  const conversationId = await beginConversation(parts, before, title);
  const [raw] = await itemsOf(parts, accounts, before.userId);
  const { v: _, ...stored } = raw ?? {};
  const erasure = newErasure(accounts.item.parse(stored), true, profiles[deployment.profile], Date.now());
  await store.add(erasure);
  const closing = ['close', 'destroy-credentials', 'machine-gone'];
  const { userId, erasureId } = erasure;
  const closed = await erase.live(closing.map((step) => ({ step, userId, id: erasureId })));
  expect(closed.done).toBe(closing.length);
  return { erasure, conversationId, before, person: await parts.people.signIn(before) };
}

/** The account is active, its content opens, its credentials are gone for good, and only the new session is of use. */
async function expectBack(
  { deployment }: Stage,
  { erasure, conversationId, before, person }: Returner,
): Promise<void> {
  const { parts } = openShared(deployment);
  const userId = id('account').parse(person.userId);
  const active = { state: 'active', epoch: 3 };
  expect(await itemsOf(parts, erasures, userId)).toEqual([]);
  const [account] = await itemsOf(parts, accounts, userId);
  expect(account).toMatchObject({ state: 'active', keyEpoch: 3 });
  expect(account).not.toHaveProperty('closedAt');
  expect(await itemsOf(parts, contentKeys, userId)).toMatchObject([active]);
  expect(await itemsOf(parts, credentialKeys, userId)).toMatchObject([active]);
  expect(await itemsOf(parts, tokens, userId)).toMatchObject([{ accountState: 'active', keyEpoch: 3 }]);
  const trail = (await itemsOf(parts, auditTrail, userId)).filter(({ of }) => of === erasure.erasureId);
  expect(trail.map(({ action }) => action)).toEqual(['account.closed', 'account.restored']);
  const path = `/v1/conversations/${conversationId}`;
  expect((await parts.api({ method: 'GET', path, as: before })).status).toBe(401);
  expect(at((await parts.api({ method: 'GET', path, as: person })).body, 'conversation', 'title')).toBe(
    title,
  );
  const body = { label: 'mail', value: 'a new one' };
  const stored = await parts.api({ method: 'POST', path: '/v1/credentials', as: person, body });
  expect(stored.status).toBe(201);
}
