import { expect, it } from 'vitest';
import { type IdKind, newId } from '../../../contracts/ids.ts';

/** Ids that may stand in what is kept after an erasure: none may tell when it was made. */
const kept: readonly IdKind[] = ['account', 'customer', 'hold', 'erasure', 'receipt'];

it.each(kept)('an id of kind %s has no time', (kind) => {
  const beginnings = new Set(Array.from({ length: 50 }, () => newId(kind, 0).slice(4, 8)));
  expect(beginnings.size).toBeGreaterThan(40);
  expect(newId(kind)).toHaveLength(30);
});

it.each(['turn', 'conversation', 'run'] as const)('an id of kind %s sorts by its time', (kind) => {
  expect(newId(kind, 1_000) < newId(kind, 2_000)).toBe(true);
  expect(newId(kind, 1_000).slice(4, 14)).toBe(newId(kind, 1_000).slice(4, 14));
});
