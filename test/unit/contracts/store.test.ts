import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { defineBucket, defineTable, type Privacy } from '../../../contracts/spec/store.ts';
import { years } from '../../../policy/retention.ts';

const privacy = {
  category: 'erasure',
  subject: { by: 'prefix' },
  export: { none: 'planted' },
  erase: 'delete',
} satisfies Privacy;

it('a bucket whose objects nobody can remove is not to be emptied by an erasure', () => {
  const declare = () => defineBucket({ name: 'planted', key: 'platform', lock: years(2), privacy });
  expect(declare).toThrow('cannot delete what is locked');
});

it.each(['prefix', 'identity'] as const)('a table is not declared to be found by %s', (by) => {
  const item = z.strictObject({ userId: z.string() });
  const declare = () =>
    defineTable({
      name: 'planted',
      keys: { partition: 'userId' },
      item,
      privacy: { ...privacy, subject: { by } },
    });
  expect(declare).toThrow('found by a key or an index');
});
