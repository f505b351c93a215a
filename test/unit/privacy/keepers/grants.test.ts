import { expect, it } from 'vitest';
import { storeNames } from '../../../../contracts/platform/stores.ts';
import { defineBucket, isErasable, isExported } from '../../../../contracts/spec/store.ts';
import { allStores } from '../../../../contracts/stores.ts';
import { functions } from '../../../../lambdas/functions.ts';
import { isEmptied } from '../../../../lambdas/privacy/erasures.ts';
import { grantsFor } from '../../../../lambdas/privacy/keepers/grants.ts';
import { isInner } from '../../../../lambdas/privacy/keepers/keeper.ts';

const named = (name: string) => functions.find((spec) => spec.name === name)?.grants ?? [];

it('who acts on the whole inventory reads its names, and has none of them in the environment', () => {
  for (const name of ['erase-account', 'privacy', 'export-archive', 'replay-tombstones', 'purge']) {
    const grants = named(name);
    const byName = grants.filter((grant) => grant.to === 'table' && grant.table === storeNames);
    expect(byName, name).not.toEqual([]);
    const byMap = grants.filter((grant) => 'named' in grant && grant.named === 'by-map');
    expect(byMap.length, name).toBeGreaterThan(5);
  }
});

it('an erasure may empty what it must, and nothing that another ends or law keeps', () => {
  const emptied = named('erase-account').flatMap((grant) =>
    grant.to === 'table' && grant.actions.includes('BatchWriteItem') ? [grant.table.name] : [],
  );
  const tables = allStores.filter(({ kind }) => kind === 'table');
  expect(emptied.toSorted()).toEqual(
    tables
      .filter(isEmptied)
      .map(({ name }) => name)
      .toSorted(),
  );
  const left = tables.filter((store) => isErasable(store) && !isEmptied(store));
  expect(left.map(({ name }) => name)).toEqual(['machines']);
});

it('an export in the isolated network asks tables and buckets alone', () => {
  const kinds = new Set(
    grantsFor('collect', allStores.filter(isExported).filter(isInner)).map(({ to }) => to),
  );
  expect([...kinds]).toEqual(['table']);
  expect(named('export-identity')).toContainEqual({
    to: 'user-pool',
    actions: ['ListUsers', 'AdminListUserAuthEvents'],
  });
});

it('a bucket that was declared a minute ago may be counted, exported and emptied', () => {
  const planted = defineBucket({
    name: 'planted-files',
    key: 'content',
    privacy: { category: 'conversation', subject: { by: 'prefix' }, export: 'items', erase: 'delete' },
  });
  expect(isEmptied(planted) && isExported(planted) && isInner(planted)).toBe(true);
  const granted = (['count', 'collect', 'empty'] as const).flatMap((act) => grantsFor(act, [planted]));
  const by = { to: 'bucket', bucket: planted, named: 'by-map' };
  expect(granted).toEqual([
    { ...by, actions: ['ListBucket'] },
    { ...by, actions: ['ListBucket', 'GetObject'] },
    { ...by, actions: ['DeleteObject'] },
  ]);
});
