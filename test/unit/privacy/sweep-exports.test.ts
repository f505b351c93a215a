import { expect, it } from 'vitest';
import { newId, type UserId } from '../../../contracts/ids.ts';
import { isOver, newExport } from '../../../lambdas/privacy/exports.ts';
import { sweepExports } from '../../../lambdas/privacy/sweep-exports.ts';

const now = Date.UTC(2026, 10, 23);
const hour = 3_600_000;
const userId = newId('account');
const made = (at: number) => newExport(userId, newId('export'), at);

it('an archive goes before 24 hours are over, whatever was written when', () => {
  expect(isOver(made(now), now, now + 23 * hour)).toBe(false);
  expect(isOver(made(now), now + 23 * hour, now + 23.75 * hour)).toBe(true);
});

it('what no request stands for goes once no export can be under way', () => {
  expect(isOver(undefined, now, now + hour)).toBe(false);
  expect(isOver(undefined, now, now + hour + 1)).toBe(true);
});

it('a sweep drops what is over and nothing else', async () => {
  const [old, young] = [made(now - 24 * hour), made(now - hour)];
  const dropped: string[] = [];
  const transfer = {
    async *all() {
      for (const { exportId } of [old, young])
        yield { key: `${userId}/${exportId}.zip`, userId, exportId, writtenAt: now };
    },
    drop: async (key: string) => {
      dropped.push(key);
    },
  };
  const exported = {
    find: async (_user: UserId, exportId: string) => [old, young].find((one) => one.exportId === exportId),
  };
  await sweepExports({ exported, transfer }, now);
  expect(dropped).toEqual([`${userId}/${old.exportId}.zip`]);
});
