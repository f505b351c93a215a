import { expect, it, vi } from 'vitest';
import { accounts } from '../../../contracts/accounts/stores.ts';
import { newId } from '../../../contracts/ids.ts';
import { machineVolume } from '../../../contracts/machines/stores.ts';
import { receipts, transfer } from '../../../contracts/privacy/stores.ts';
import { storesOf } from '../../../contracts/stores.ts';
import { inventoryLine } from '../../../lambdas/privacy/inventory.ts';
import { BucketKeeper } from '../../../lambdas/privacy/keepers/bucket.ts';
import { TableKeeper } from '../../../lambdas/privacy/keepers/table.ts';
import { readInventory } from '../../../lambdas/privacy/read-inventory.ts';
import { profileIds, profiles } from '../../../policy/profiles/all.ts';

it.each(profileIds)('%s: no two lines of "What we hold about you" are called the same', (profile) => {
  const shown = storesOf(profiles[profile].capabilities).filter(
    ({ privacy }) => privacy.category !== 'operation',
  );
  const labels = shown.map((store) => inventoryLine(store, undefined).label);
  expect(labels.filter((label, index) => labels.indexOf(label) !== index)).toEqual([]);
});

it('tables and buckets are counted, and no other line has a number', async () => {
  vi.spyOn(TableKeeper.prototype, 'show').mockResolvedValue({ count: 1 });
  vi.spyOn(BucketKeeper.prototype, 'count').mockResolvedValue({ count: 2, how: 'listed' });
  const keepers = {
    table: Object.create(TableKeeper.prototype) as TableKeeper,
    bucket: Object.create(BucketKeeper.prototype) as BucketKeeper,
  };
  const ids = { userId: newId('account') };
  const lines = await readInventory(keepers, [accounts, transfer, machineVolume, receipts], ids);
  const counted = lines.flatMap((line) => ('count' in line ? [[line.store, line.count]] : []));
  expect(counted).toEqual([
    ['accounts', 1],
    ['transfer', 2],
  ]);
  for (const line of lines) expect(line).not.toHaveProperty('how');
});
