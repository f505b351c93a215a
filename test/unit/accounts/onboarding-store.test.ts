import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Onboarding, OnboardingStore } from '../../../lambdas/accounts/onboarding-store.ts';
import { newSession } from '../../../lambdas/accounts/tokens.ts';
import { AccountBusy } from '../../../lambdas/platform/dynamo/contention.ts';
import { cancelled, scriptedDocuments } from '../../support/scripted-documents.ts';
import { accountOf } from './account.ts';

const now = Date.UTC(2026, 10, 23);
const account = accountOf(now);
const { userId } = account;
const onboarding: Onboarding = {
  account,
  acceptance: {
    userId,
    document: 'privacy#1',
    sha256: 'a'.repeat(64),
    channel: 'console',
    acceptedAt: account.createdAt,
  },
  session: newSession(account, 'A browser', now, now).item,
  keys: [],
  grant: [],
  event: {},
};
const met = cancelled('TransactionConflict', 'None');
const tables = {
  accounts: 'accounts',
  identities: 'identities',
  acceptances: 'acceptances',
  tokens: 'tokens',
};
const storeThatHears = (...answers: Parameters<typeof scriptedDocuments>) =>
  new OnboardingStore(scriptedDocuments(...answers).db, tables);

beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(0));
afterEach(() => void vi.restoreAllMocks());

it('two attempts of one person that meet make one account', async () => {
  expect(await storeThatHears(met, {}).create(onboarding)).toBe('created');
  expect(await storeThatHears(met, cancelled('ConditionalCheckFailed')).create(onboarding)).toBe('exists');
});

it('gives up after nine attempts, and at once where the request itself is wrong', async () => {
  const busy = storeThatHears(...Array.from({ length: 9 }, () => met));
  await expect(busy.create(onboarding)).rejects.toBeInstanceOf(AccountBusy);
  const wrong = cancelled('ValidationError');
  await expect(storeThatHears(wrong).create(onboarding)).rejects.toBe(wrong);
});
