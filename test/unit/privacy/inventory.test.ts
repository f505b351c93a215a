import { expect, it } from 'vitest';
import { storesOf } from '../../../contracts/stores.ts';
import { inventoryLine } from '../../../lambdas/privacy/inventory.ts';
import { profileIds, profiles } from '../../../policy/profiles/all.ts';

it.each(profileIds)('%s: no two lines of "What we hold about you" are called the same', (profile) => {
  const shown = storesOf(profiles[profile].capabilities).filter(
    ({ privacy }) => privacy.category !== 'operation',
  );
  const labels = shown.map((store) => inventoryLine(store, undefined).label);
  expect(labels.filter((label, index) => labels.indexOf(label) !== index)).toEqual([]);
});
