// Alone: it reads all that is kept, of everybody.
import { S3 } from '@aws-sdk/client-s3';
import { expect, inject, it } from 'vitest';
import { ledger } from '../../contracts/billing/stores.ts';
import { tombstones } from '../../contracts/privacy/stores.ts';
import { tablesOf } from '../../contracts/stores.ts';
import { profiles } from '../../policy/profiles/all.ts';
import { clues, type Records } from '../support/analyst.ts';
import { openShared } from '../support/deployment/open.ts';
import { beginConversation } from '../support/evidence/chatting.ts';
import { leaveForGood } from '../support/evidence/leaving.ts';
import { accountOf, everyItem, itemsOf } from '../support/evidence/storage.ts';
import type { Person } from '../support/target.ts';

const shared = inject('deployment');
const { parts } = openShared(shared);
const kept = tablesOf(profiles[shared.profile].capabilities).filter(
  ({ privacy }) => privacy.erase !== 'delete',
);

/** Somebody who asked so often, and the billing number that nobody finds any more afterwards. */
async function leaver(asks: number) {
  const person = await parts.people.fresh();
  const conversationId = await beginConversation(parts, person, 'Soon gone');
  for (let n = 0; n < asks; n++) {
    const call = { as: person, body: { prompt: `Question ${n}` } };
    for await (const _event of parts.stream(`POST /v1/conversations/${conversationId}/turns`, call));
  }
  const { customerId } = await accountOf(parts, person);
  await leaveForGood(parts, person);
  return { person, customerId };
}

/** All records that name somebody, wherever they are kept, as they lie there. */
async function recordsOf({ userId }: Person): Promise<Records> {
  const items = (await Promise.all(kept.map(async (spec) => everyItem(parts, spec)))).flat();
  const marks = await parts.aws
    .client(S3)
    .listObjectsV2({ Bucket: parts.aws.nameOf(tombstones.name), Prefix: userId });
  const objects = (marks.Contents ?? []).map(({ Key, LastModified }) => ({
    Key,
    at: LastModified?.toISOString(),
  }));
  return [...items.filter((item) => JSON.stringify(item).includes(userId)), ...objects];
}

it('nothing that is kept of erased accounts leads to their billing numbers', {
  timeout: 300_000,
}, async () => {
  const people = [];
  for (const asks of [3, 5, 8]) people.push(await leaver(asks));
  const customers = await Promise.all(people.map(({ customerId }) => itemsOf(parts, ledger, customerId)));
  expect(customers.map(({ length }) => length)).toEqual([4, 6, 9]);
  for (const { person, customerId } of people) {
    const records = await recordsOf(person);
    // Erasure record, receipt and tombstone.
    expect(records.length).toBeGreaterThanOrEqual(3);
    expect(JSON.stringify(records)).not.toContain(customerId);
    for (const movements of customers)
      expect(clues(records, movements), person.userId).toEqual({ values: 0, moments: 0, counts: 0 });
  }
  const marked = await parts.aws
    .client(S3)
    .listObjectsV2({ Bucket: parts.aws.nameOf(tombstones.name), Prefix: 'cus_' });
  expect(marked.Contents ?? []).toEqual([]);
});
