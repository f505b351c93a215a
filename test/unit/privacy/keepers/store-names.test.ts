import { expect, it } from 'vitest';
import { runs } from '../../../../contracts/runs/stores.ts';
import { allStores } from '../../../../contracts/stores.ts';
import { StoreNames } from '../../../../lambdas/privacy/keepers/store-names.ts';
import { scriptedDocuments } from '../../../support/scripted-documents.ts';

const item = { Item: { of: 'deployment', names: { runs: 'physical-runs' }, v: 1 } };

it('names are read once a process', async () => {
  const { db, asked } = scriptedDocuments(item);
  const names = new StoreNames(db, 'names');
  expect(await Promise.all([names.of(runs), names.of(runs)])).toEqual(['physical-runs', 'physical-runs']);
  expect(asked).toHaveLength(1);
});

it('a store that the map lacks is a fault, never empty', async () => {
  const { db } = scriptedDocuments(item);
  await expect(new StoreNames(db, 'names').of({ name: 'other' })).rejects.toThrow('has no name');
  const unwritten = scriptedDocuments({});
  await expect(new StoreNames(unwritten.db, 'names').of(runs)).rejects.toThrow('has no name');
});

it('a reading that failed is done again', async () => {
  const { db } = scriptedDocuments(new Error('throttled'), item);
  const names = new StoreNames(db, 'names');
  await expect(names.of(runs)).rejects.toThrow('throttled');
  expect(await names.of(runs)).toBe('physical-runs');
});

it('a name that a deployment writes after the first reading is found', async () => {
  const { db } = scriptedDocuments({}, item);
  const names = new StoreNames(db, 'names');
  await expect(names.of(runs)).rejects.toThrow('has no name');
  expect(await names.of(runs)).toBe('physical-runs');
});

it('sixty stores of long names fit into one item many times over', () => {
  const longest = Math.max(...allStores.map(({ name }) => name.length)) + 120;
  // DynamoDB takes 400 KB.
  expect(60 * longest).toBeLessThan(40_000);
});
