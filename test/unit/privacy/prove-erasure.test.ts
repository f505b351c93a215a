import { KMSClient } from '@aws-sdk/client-kms';
import { expect, it } from 'vitest';
import { isErasable, type StoreSpec } from '../../../contracts/spec/store.ts';
import { storesOf } from '../../../contracts/stores.ts';
import { AccountStore } from '../../../lambdas/accounts/account-store.ts';
import { TokenStore } from '../../../lambdas/accounts/token-store.ts';
import { AuditTrail } from '../../../lambdas/platform/audit/audit-trail.ts';
import { WrappedKeyTable } from '../../../lambdas/platform/keys/wrapped-key-table.ts';
import { closingSteps } from '../../../lambdas/privacy/close-account.ts';
import { ErasureStore } from '../../../lambdas/privacy/erasure-store.ts';
import type { ErasureParts } from '../../../lambdas/privacy/erasure-work.ts';
import { newErasure } from '../../../lambdas/privacy/erasures.ts';
import { erasingSteps } from '../../../lambdas/privacy/prove-erasure.ts';
import { profiles } from '../../../policy/profiles/all.ts';
import { scriptedDocuments } from '../../support/scripted-documents.ts';
import { accountOf } from '../accounts/account.ts';

const now = Date.now();
const account = accountOf(now);
const profile = profiles.cloister;
const erasure = { ...newErasure(account, false, profile, now), state: 'erasing' as const };
const input = { step: '', userId: account.userId, id: erasure.erasureId };
const erasable = storesOf(profile.capabilities).filter(isErasable);

/** Steps over stores that hold what `held` says, and what was done with these. */
function begun(held: Readonly<Record<string, number>> = {}) {
  const done: string[] = [];
  const { db, asked } = scriptedDocuments(
    { Item: { ...erasure, v: 1 } },
    ...Array.from({ length: 60 }, () => ({})),
  );
  const act = (what: string) => async (store: StoreSpec) => {
    done.push(`${what} ${store.name}`);
    return { count: held[store.name] ?? 0, how: 'a fake' };
  };
  const empty = act('empty');
  const parts: ErasureParts = {
    profile,
    people: new AccountStore(db, 'accounts'),
    sessions: new TokenStore(db, 'tokens'),
    erasures: new ErasureStore(db, 'erasures'),
    audit: new AuditTrail(db, 'audit'),
    keepers: { count: act('count'), empty: async (store) => void (await empty(store)) },
    recovery: {
      kms: new KMSClient({ region: 'eu-central-1' }),
      recoveryKeyArn: 'key',
      contentKeys: new WrappedKeyTable(db, 'keys'),
    },
  };
  return { parts, done, asked };
}

it('empties every store in its order, but for what its own workflow ends', async () => {
  const { parts, done } = begun();
  await erasingSteps(parts)['delete-stores'](input);
  expect(done).toEqual(erasable.filter(({ name }) => name !== 'machines').map(({ name }) => `empty ${name}`));
  expect(done.at(-1)).toBe('empty accounts');
});

it('empties again what came late, and does not speak before that is gone', async () => {
  const { parts, done, asked } = begun({ transfer: 1, machines: 1 });
  await expect(erasingSteps(parts).prove(input)).rejects.toThrow(
    /^not empty: .*(machines.*transfer|transfer.*machines)$/,
  );
  expect(done.filter((each) => each.startsWith('empty'))).toEqual(['empty transfer']);
  expect(done.filter((each) => each.startsWith('count'))).toHaveLength(erasable.length);
  expect(asked).toHaveLength(1);
});

it('destroys credentials first, and counts every store before anything else of it goes', async () => {
  const { parts, done } = begun();
  await closingSteps(parts)['destroy-credentials'](input);
  expect(done.slice(0, 4)).toEqual([
    'count credentials',
    'empty credentials',
    'count credential-keys',
    'empty credential-keys',
  ]);
  expect(done.slice(4)).toEqual(erasable.map(({ name }) => `count ${name}`));
});

it('waits for the machine', async () => {
  await expect(closingSteps(begun({ machines: 1 }).parts)['machine-gone'](input)).rejects.toThrow(
    'not gone yet',
  );
  expect(await closingSteps(begun().parts)['machine-gone'](input)).toEqual({ outcome: 'done' });
});
