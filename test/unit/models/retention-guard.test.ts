import { expect, it } from 'vitest';
import { readingOf } from '../../../lambdas/models/read-retention.ts';
import { isConfirmed } from '../../../lambdas/models/retention-guard.ts';

const now = Date.parse('2026-11-23T12:00:00.000Z');
const regions = ['eu-central-1', 'eu-west-1'];
const kept = { mode: 'none', logsInvocations: false };
const readings = (at = now, settings = kept) => regions.map((region) => readingOf(region, settings, at));
const hours = (count: number): number => count * 60 * 60 * 1000;

it('confirmed: every Region reads mode none and no invocation logging, within two hours', () => {
  expect(isConfirmed(readings(), regions, now)).toBe(true);
  expect(isConfirmed(readings(now - hours(2) + 1), regions, now)).toBe(true);
});

it.each([
  ['a Region was never read', readings().slice(1)],
  ['a reading is older than two hours', [...readings().slice(1), ...readings(now - hours(2)).slice(0, 1)]],
  [
    'a Region keeps prompts',
    [...readings().slice(1), readingOf('eu-central-1', { ...kept, mode: 'default' }, now)],
  ],
  [
    'a Region logs invocations',
    [...readings().slice(1), readingOf('eu-central-1', { ...kept, logsInvocations: true }, now)],
  ],
  ['nothing was read', []],
])('not confirmed: %s', (_why, found) => {
  expect(isConfirmed(found, regions, now)).toBe(false);
});

it('no Regions confirm nothing', () => {
  expect(isConfirmed(readings(), [], now)).toBe(false);
});
