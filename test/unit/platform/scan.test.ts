import { expect, it, vi } from 'vitest';
import { identities } from '../../../contracts/accounts/stores.ts';
import { newId } from '../../../contracts/ids.ts';
import { scanItems } from '../../../lambdas/platform/dynamo/scan.ts';
import { ItemUnreadable } from '../../../lambdas/platform/keys/sealed-items.ts';
import { scriptedDocuments } from '../../support/scripted-documents.ts';

const first = { subject: 'first', userId: newId('account') };
const last = { subject: 'last', userId: newId('account') };

it('lets an item that cannot be read keep no other waiting, and fails after the last', async () => {
  const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const spoiled = { subject: 'content of somebody', userId: 7 };
  const { db } = scriptedDocuments(
    { Items: [first, spoiled], LastEvaluatedKey: { subject: 'content of somebody' } },
    { Items: [last] },
  );
  const seen: unknown[] = [];
  const scanned = (async () => {
    for await (const item of scanItems(db, identities, identities.item, { TableName: 'identities' }))
      seen.push(item);
  })();
  await expect(scanned).rejects.toBeInstanceOf(ItemUnreadable);
  expect(seen).toEqual([first, last]);
  expect(written.mock.calls.join()).toContain('ItemUnreadable');
  expect(written.mock.calls.join()).not.toContain('content');
  written.mockRestore();
});
