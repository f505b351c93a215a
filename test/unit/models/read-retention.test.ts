import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { NOT_CONFIRMED } from '../../../contracts/models/alarms.ts';
import type { AccountSettings } from '../../../lambdas/models/bedrock/account-settings.ts';
import { readRetention } from '../../../lambdas/models/read-retention.ts';
import type { Reading } from '../../../lambdas/platform/reading-store.ts';

const kept: AccountSettings = { mode: 'none', logsInvocations: false };
let lines: string[];
beforeEach(() => {
  lines = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
});
afterEach(() => vi.restoreAllMocks());

/** Reads these Regions; a Region without settings cannot be read. */
async function read(settings: Record<string, AccountSettings | undefined>) {
  const stored: Reading[] = [];
  const parts = {
    account: {
      read: async (region: string) => {
        const found = settings[region];
        if (!found) throw new Error('unreachable');
        return found;
      },
    },
    store: { put: async (reading: Reading) => void stored.push(reading) },
    clock: () => 0,
  };
  const bad = await readRetention(parts, Object.keys(settings));
  return { bad, stored, alarmed: lines.some((line) => JSON.parse(line).message === NOT_CONFIRMED) };
}

it('says nothing where every Region keeps nothing', async () => {
  const { bad, stored, alarmed } = await read({ one: kept, two: kept });
  expect({ bad, alarmed }).toEqual({ bad: [], alarmed: false });
  expect(stored.map(({ of, good }) => [of, good])).toEqual([
    ['one', true],
    ['two', true],
  ]);
});

it('alarms where a Region keeps or logs something, and stores that', async () => {
  const { bad, stored, alarmed } = await read({
    one: { ...kept, mode: 'aws_review' },
    two: { ...kept, logsInvocations: true },
    three: kept,
  });
  expect({ bad, alarmed }).toEqual({ bad: ['one', 'two'], alarmed: true });
  expect(stored.map(({ good }) => good)).toEqual([false, false, true]);
});

it('alarms where a Region cannot be read, and leaves its last reading to grow old', async () => {
  const { bad, stored, alarmed } = await read({ one: undefined, two: kept });
  expect({ bad, alarmed }).toEqual({ bad: ['one'], alarmed: true });
  expect(stored.map(({ of }) => of)).toEqual(['two']);
});
