import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { newId } from '../../../../contracts/ids.ts';
import { GENESIS } from '../../../../contracts/privacy/audit-chain.ts';
import { AuditTrail } from '../../../../lambdas/platform/audit/audit-trail.ts';
import { AccountBusy } from '../../../../lambdas/platform/dynamo/contention.ts';
import { cancelled, met, scriptedDocuments } from '../../../support/scripted-documents.ts';

const user = newId('account');
const what = { action: 'credential.deleted', by: 'you', of: 'crd_1' } as const;
const act = { Delete: { TableName: 'credentials', Key: { userId: user } } };
const nothing = { Items: [] };
const done = {};
const placeTaken = cancelled('None', 'ConditionalCheckFailed');

function trailThatHears(...answers: Parameters<typeof scriptedDocuments>) {
  const { db, asked } = scriptedDocuments(...answers);
  return { trail: new AuditTrail(db, 'audit'), asked };
}

beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(0));
afterEach(() => void vi.restoreAllMocks());

describe('an act and its event', () => {
  it('are one transaction', async () => {
    const { trail, asked } = trailThatHears(nothing, done);
    expect(await trail.record(user, what, act)).toBe('recorded');
    const event = { TableName: 'audit', Item: { ...what, sequence: 0, previous: GENESIS } };
    expect(asked[1]).toMatchObject({ TransactItems: [act, { Put: event }] });
  });

  it('are neither there when the act is refused', async () => {
    const { trail, asked } = trailThatHears(nothing, cancelled('ConditionalCheckFailed', 'None'));
    expect(await trail.record(user, what, act)).toBe('refused');
    expect(asked).toHaveLength(2);
  });

  it.each([
    ['took its place in the chain', placeTaken],
    ['is just taking it', cancelled('None', 'TransactionConflict')],
  ])('follow another event that %s', async (_, failure) => {
    const { trail } = trailThatHears(nothing, failure, nothing, done);
    expect(await trail.record(user, what, act)).toBe('recorded');
  });

  it('give up after a while, with nothing done', async () => {
    const { trail } = trailThatHears(...Array.from({ length: 9 }, () => [nothing, placeTaken]).flat());
    await expect(trail.record(user, what, act)).rejects.toBeInstanceOf(AccountBusy);
  });

  it('say what is wrong with the request itself', async () => {
    const { trail } = trailThatHears(nothing, cancelled('ValidationError', 'None'));
    await expect(trail.record(user, what, act)).rejects.toThrow('cancelled');
  });
});

describe('an event alone', () => {
  it.each([
    ['took its place in the chain', new ConditionalCheckFailedException({ message: 'taken', $metadata: {} })],
    ['is just taking it', met],
  ])('follows another one that %s', async (_, failure) => {
    const { trail } = trailThatHears(nothing, failure, nothing, done);
    await expect(trail.append(user, what)).resolves.toBeUndefined();
  });
});
