import { expect, it, vi } from 'vitest';
import { forEach } from '../../../lambdas/platform/each.ts';

it('lets one that fails keep no other waiting, and says so at the end', async () => {
  const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const done: number[] = [];
  const acted = forEach([1, 2, 3], async (one) => {
    if (one === 2) throw new RangeError('content of somebody');
    done.push(one);
  });
  await expect(acted).rejects.toThrow('1 failed');
  expect(done).toEqual([1, 3]);
  expect(written.mock.calls.join()).toContain('RangeError');
  expect(written.mock.calls.join()).not.toContain('content');
  written.mockRestore();
});

it('says nothing where all went well', async () => {
  await expect(forEach([1, 2], async () => undefined)).resolves.toBeUndefined();
});
