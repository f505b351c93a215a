import { createSecretKey, randomBytes } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { expect, it } from 'vitest';
import { turns } from '../../../contracts/chat/stores.ts';
import { TurnStore } from '../../../lambdas/chat/turn-store.ts';
import { sealItem } from '../../../lambdas/platform/keys/sealed-items.ts';
import { scriptedDocuments } from '../../support/scripted-documents.ts';
import { turnOf } from './turns.ts';

const key = { key: createSecretKey(randomBytes(32)), version: 1 };
const turn = turnOf({ state: 'answering' });

/** A store that finds in the place of a turn what `there` makes of the put. */
function storeThatFinds(there: (put: Record<string, unknown>) => Record<string, unknown>): TurnStore {
  const refusal = new ConditionalCheckFailedException({ message: 'taken', $metadata: {} });
  const { db, asked } = scriptedDocuments(refusal);
  Object.defineProperty(refusal, 'Item', { get: () => marshall(there(Object(asked[0]).Item)) });
  return new TurnStore(db, 'turns');
}

it('knows its own put again, when the answer to it got lost', async () => {
  expect(await storeThatFinds((put) => put).begin(key, turn)).toBe('begun');
});

it('does not take the same question, asked twice under one id, for its own', async () => {
  expect(await storeThatFinds(() => sealItem(turns, key, turn)).begin(key, turn)).toBe('exists');
});
