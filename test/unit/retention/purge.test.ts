import { expect, it } from 'vitest';
import { tokens } from '../../../contracts/accounts/stores.ts';
import { ledger } from '../../../contracts/billing/stores.ts';
import { conversations } from '../../../contracts/chat/stores.ts';
import { purge } from '../../../lambdas/retention/purge.ts';

it('purges the tables whose items expire, and reports each; one that fails keeps no other waiting', async () => {
  const now = new Date('2026-11-29T00:00:00.000Z');
  const reports: object[] = [];
  const keeper = {
    purge: async ({ name }: { readonly name: string }) =>
      name === 'tokens' ? Promise.reject(new Error('throttled')) : 3,
  };
  const tables = [conversations, tokens, ledger];
  const put = async (report: object) => void reports.push(report);
  await expect(purge({ tables, keeper, reports: { put } }, now)).rejects.toThrow('1 failed');
  expect(reports).toEqual([
    { subject: 'purge', of: 'ledger', at: now.toISOString(), good: true, detail: '3 overdue items removed' },
  ]);
});
