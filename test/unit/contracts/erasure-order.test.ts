import { expect, it } from 'vitest';
import { inOrderOfErasure } from '../../../contracts/spec/erasure-order.ts';
import type { DataKeyPurpose, Lead } from '../../../contracts/spec/store.ts';
import { allStores } from '../../../contracts/stores.ts';

const at = (name: string) => allStores.findIndex((store) => store.name === name);

it('a store is emptied before what it is found or opened by', () => {
  const last = at('accounts');
  for (const { name, privacy } of allStores)
    if (privacy.subject.by !== 'nobody' && name !== 'accounts') expect(at(name), name).toBeLessThan(last);
  for (const store of allStores)
    if (store.kind === 'table' && store.sealedWith !== undefined)
      expect(at(store.name), store.name).toBeLessThan(
        at(store.sealedWith === 'content' ? 'content-keys' : 'credential-keys'),
      );
  expect(at('user-pool')).toBeLessThan(at('identities'));
});

it('every store has its place, once', () => {
  const names = allStores.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThan(30);
});

it('stores that need each other in a circle are a fault of the build', () => {
  const planted = (name: string, holds: Lead, sealedWith: DataKeyPurpose) => ({
    name,
    sealedWith,
    privacy: { category: 'key', subject: { by: 'user' }, export: 'items', erase: 'delete', holds } as const,
  });
  const circle = [planted('one', 'content', 'credentials'), planted('other', 'credentials', 'content')];
  expect(() => inOrderOfErasure(circle)).toThrow('need each other: one, other');
});
