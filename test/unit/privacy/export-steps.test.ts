import { expect, it } from 'vitest';
import { userPool } from '../../../contracts/accounts/stores.ts';
import { newId } from '../../../contracts/ids.ts';
import { archiveSteps } from '../../../lambdas/privacy/export-archive.ts';
import { identitySteps } from '../../../lambdas/privacy/export-identity.ts';
import { newExport } from '../../../lambdas/privacy/exports.ts';
import { accountOf } from '../accounts/account.ts';

const now = Date.now();
const account = accountOf(now);
const exportId = newId('export', now);
const input = { step: '', userId: account.userId, id: exportId };

it.each(['closing', 'active'] as const)(
  'an export of an account that is %s asks before it writes',
  async (state) => {
    const written: string[] = [];
    const people = { find: async () => accountOf(now, { ...account, state }) };
    const collect = async () => ({ spec: userPool, document: { attributes: {}, signIns: [] } });
    const keeper = { count: async () => ({ count: 0, how: '' }), empty: async () => undefined, collect };
    const transfer = {
      putPart: async () => void written.push('part'),
      readPart: async () => ({ attributes: {}, signIns: [] }),
      dropPart: async () => undefined,
      putArchive: async () => void written.push('archive'),
    };
    await identitySteps({
      people,
      transfer,
      keepers: { 'user-pool': keeper, supplier: keeper },
      stores: [userPool],
    }).identity(input);
    await archiveSteps({
      people,
      transfer,
      exported: {
        find: async () => newExport(account.userId, exportId, now),
        ready: async () => void written.push('ready'),
      },
      keepers: { table: keeper, bucket: keeper },
      keys: { open: async () => Promise.reject(new Error('nothing is opened')) },
      stores: [],
      operator: { product: 'Cloister', privacyContact: 'privacy@cloister.test' },
    })
      .archive(input)
      .catch((error: unknown) => written.push(String(error)));
    expect(written).toEqual(state === 'closing' ? [] : ['part', 'Error: nothing is opened']);
  },
);
