import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { KMS } from '@aws-sdk/client-kms';
import { DynamoDBDocument } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../contracts/ids.ts';
import { contentKeys, credentialKeys } from '../../contracts/platform/stores.ts';
import { createDataKey, DataKeys, type KeyWrapping } from '../../lambdas/platform/keys/data-keys.ts';
import {
  type RecoveryWrapping,
  rewrapForRecovery,
  rewrapFromRecovery,
} from '../../lambdas/platform/keys/key-recovery.ts';
import { WrappedKeyTable } from '../../lambdas/platform/keys/wrapped-key-table.ts';
import { adminClient } from '../../local/emulator/account.ts';
import { startOwnEmulator } from '../support/own-emulator.ts';

let emulator: Awaited<ReturnType<typeof startOwnEmulator>>;
let documents: DynamoDBDocument;
let content: KeyWrapping;
let credentials: KeyWrapping;
let recovery: RecoveryWrapping;

beforeAll(async () => {
  emulator = await startOwnEmulator();
  const settings = adminClient(emulator.endpoint);
  const kms = new KMS(settings);
  const makeKey = async () => (await kms.createKey({})).KeyMetadata?.Arn ?? '';
  const client = new DynamoDB(settings);
  documents = DynamoDBDocument.from(client);
  const makeTable = async (TableName: string) => {
    await client.createTable({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'userId', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'userId', KeyType: 'HASH' }],
    });
    return new WrappedKeyTable(documents, TableName);
  };
  content = { kms, kmsKeyArn: await makeKey(), purpose: 'content', store: await makeTable(contentKeys.name) };
  credentials = {
    kms,
    kmsKeyArn: await makeKey(),
    purpose: 'credentials',
    store: await makeTable(credentialKeys.name),
  };
  recovery = { kms, recoveryKeyArn: await makeKey(), contentKeys: content.store };
});
afterAll(() => emulator[Symbol.asyncDispose]());

async function openAccount() {
  const account = { userId: newId('account'), keyEpoch: 1 };
  await createDataKey(content, account, new Date());
  await createDataKey(credentials, account, new Date());
  return account.userId;
}

describe('data keys in KMS and DynamoDB', () => {
  it('makes two different keys, each once', async () => {
    const userId = await openAccount();
    const contentKey = await new DataKeys(content).open({ userId, keyEpoch: 1 });
    const credentialKey = await new DataKeys(credentials).open({ userId, keyEpoch: 1 });
    expect(contentKey.key.equals(credentialKey.key)).toBe(false);
    expect(await createDataKey(content, { userId, keyEpoch: 1 }, new Date())).toBe('exists');
    expect((await new DataKeys(content).open({ userId, keyEpoch: 1 })).key.equals(contentKey.key)).toBe(true);
  });

  it('is refused by KMS under the name of another account or purpose', async () => {
    const [userId, stranger] = [await openAccount(), newId('account')];
    const stored = await content.store.get(userId);
    if (!stored) throw new Error('no key was stored');
    await content.store.putNew({ ...stored, userId: stranger });
    await expect(new DataKeys(content).open({ userId: stranger, keyEpoch: 1 })).rejects.toMatchObject({
      name: 'InvalidCiphertextException',
    });
    const otherPurpose = new DataKeys({ ...content, purpose: 'credentials' });
    await expect(otherPurpose.open({ userId, keyEpoch: 1 })).rejects.toMatchObject({
      name: 'InvalidCiphertextException',
    });
  });

  it('closes, comes back with the same content key, and is gone when shredded', async () => {
    const userId = await openAccount();
    const before = await new DataKeys(content).open({ userId, keyEpoch: 1 });
    expect(await rewrapForRecovery(recovery, userId, 2)).toBe('done');
    expect(await rewrapForRecovery(recovery, userId, 2)).toBe('done');
    await expect(new DataKeys(content).open({ userId, keyEpoch: 2 })).rejects.toMatchObject({
      reason: 'recovery',
    });
    expect(await rewrapFromRecovery(recovery, userId, 3)).toBe('done');
    expect((await new DataKeys(content).open({ userId, keyEpoch: 3 })).key.equals(before.key)).toBe(true);
    await documents.delete({ TableName: contentKeys.name, Key: { userId } });
    await expect(new DataKeys(content).open({ userId, keyEpoch: 3 })).rejects.toMatchObject({
      reason: 'absent',
    });
  });

  it('converges when many close and reopen at once', async () => {
    const userId = await openAccount();
    const closing = Array.from({ length: 8 }, () => rewrapForRecovery(recovery, userId, 2));
    expect(new Set(await Promise.all(closing))).toEqual(new Set(['done']));
    const late = rewrapForRecovery(recovery, userId, 2);
    const reopening = Array.from({ length: 8 }, () => rewrapFromRecovery(recovery, userId, 3));
    expect(new Set(await Promise.all(reopening))).toEqual(new Set(['done']));
    await late;
    await expect(new DataKeys(content).open({ userId, keyEpoch: 3 })).resolves.toMatchObject({ version: 1 });
  });
});
