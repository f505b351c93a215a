import { expect, it } from 'vitest';
import { newSession } from '../../../../lambdas/accounts/tokens.ts';
import { authenticate } from '../../../../lambdas/platform/auth/authenticate.ts';
import { SESSION_COOKIE } from '../../../../lambdas/platform/auth/token.ts';
import { met, scriptedDocuments } from '../../../support/scripted-documents.ts';
import { accountOf } from '../../accounts/account.ts';

const now = Date.parse('2026-11-23T12:00:00Z');
const account = accountOf(now);
const { item, value } = newSession(account, 'A browser', now / 1000, now);

/** Who calls by that session, where the tables answer so. */
const asked = (...answers: Parameters<typeof scriptedDocuments>) => {
  const { db, asked: inputs } = scriptedDocuments(...answers);
  const auth = { documents: db, table: 'tokens', accounts: 'accounts', origin: 'https://cloister.test' };
  return { inputs, caller: authenticate(auth, 'GET', { cookie: `${SESSION_COOKIE}=${value}` }, now) };
};

it('admits by the account as it is now, not by what the token repeats', async () => {
  const { inputs, caller } = asked(
    { Item: item },
    { Item: { ...account, state: 'closing', keyEpoch: 2, closedAt: account.createdAt } },
  );
  expect(await caller).toMatchObject({ userId: account.userId, accountState: 'closing', keyEpoch: 2 });
  expect(inputs).toMatchObject([
    { TableName: 'tokens', ConsistentRead: true },
    { TableName: 'accounts', Key: { userId: account.userId }, ConsistentRead: true },
  ]);
});

it('holds whoever has no account any more for somebody on the way out', async () => {
  expect(await asked({ Item: item }, {}).caller).toMatchObject({ accountState: 'closing' });
});

it('does not fail where noting the day meets a transaction on the token', async () => {
  const yesterday = { ...item, lastUsedOn: '2026-11-22' };
  expect(await asked({ Item: yesterday }, met, { Item: account }).caller).toMatchObject({
    accountState: 'active',
  });
});
