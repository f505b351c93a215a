import { beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../../../contracts/ids.ts';
import { createDataKey, DataKeys, type KeyWrapping } from '../../../../lambdas/platform/keys/data-keys.ts';
import {
  type RecoveryWrapping,
  rewrapForRecovery,
  rewrapFromRecovery,
} from '../../../../lambdas/platform/keys/key-recovery.ts';
import { FakeKeyStore, FakeKms, Killed, Script } from './fake-key-services.ts';

const userId = newId('account');
let script: Script;
let store: FakeKeyStore;
let content: KeyWrapping;
let recovery: RecoveryWrapping;

beforeEach(async () => {
  script = new Script();
  store = new FakeKeyStore(script);
  const kms = new FakeKms(script).client;
  content = { kms, kmsKeyArn: 'arn:content', purpose: 'content', store };
  recovery = { kms, recoveryKeyArn: 'arn:recovery', contentKeys: store };
  await createDataKey(content, { userId, keyEpoch: 1 }, new Date(0));
  script.calls.length = 0;
});

const open = (keyEpoch: number) => new DataKeys(content).open({ userId, keyEpoch });

describe('the recovery window', () => {
  it('takes the content key out of reach and gives the same one back', async () => {
    const before = await open(1);
    expect(await rewrapForRecovery(recovery, userId, 2)).toBe('done');
    await expect(open(2)).rejects.toMatchObject({ reason: 'recovery' });
    await expect(open(1)).rejects.toMatchObject({ reason: 'stale' });
    expect(await rewrapFromRecovery(recovery, userId, 3)).toBe('done');
    expect((await open(3)).key.equals(before.key)).toBe(true);
  });

  it('leaves nothing that the content KMS key alone could unwrap', async () => {
    await rewrapForRecovery(recovery, userId, 2);
    const stored = store.keys.get(userId);
    if (stored) store.keys.set(userId, { ...stored, state: 'active' });
    await expect(open(2)).rejects.toThrow(/authenticate/);
  });

  it('does the same change only once', async () => {
    await rewrapForRecovery(recovery, userId, 2);
    const stored = store.keys.get(userId);
    expect(await rewrapForRecovery(recovery, userId, 2)).toBe('done');
    expect(store.keys.get(userId)).toBe(stored);
    expect(script.calls.filter((call) => call === 'encrypt')).toHaveLength(1);
  });

  it('converges when two do it at once', async () => {
    const both = [rewrapForRecovery(recovery, userId, 2), rewrapForRecovery(recovery, userId, 2)];
    expect(await Promise.all(both)).toEqual(['done', 'done']);
    await rewrapFromRecovery(recovery, userId, 3);
    await expect(open(3)).resolves.toMatchObject({ version: 1 });
  });

  const kills = [1, 2, 3].flatMap((call) => (['before', 'after'] as const).map((when) => ({ call, when })));

  it.each(kills)('converges when closing is killed $when call $call', async (dieAt) => {
    script.dieAt = dieAt;
    await expect(rewrapForRecovery(recovery, userId, 2)).rejects.toThrow(Killed);
    script.dieAt = undefined;
    expect(await rewrapForRecovery(recovery, userId, 2)).toBe('done');
    await rewrapFromRecovery(recovery, userId, 3);
    await expect(open(3)).resolves.toMatchObject({ version: 1 });
  });

  it.each(kills)('converges when restoring is killed $when call $call', async (dieAt) => {
    await rewrapForRecovery(recovery, userId, 2);
    script.calls.length = 0;
    script.dieAt = dieAt;
    await expect(rewrapFromRecovery(recovery, userId, 3)).rejects.toThrow(Killed);
    script.dieAt = undefined;
    expect(await rewrapFromRecovery(recovery, userId, 3)).toBe('done');
    await expect(open(3)).resolves.toMatchObject({ version: 1 });
  });

  it('ignores a late retry of closing after the account came back', async () => {
    await rewrapForRecovery(recovery, userId, 2);
    await rewrapFromRecovery(recovery, userId, 3);
    expect(await rewrapForRecovery(recovery, userId, 2)).toBe('superseded');
    await expect(open(3)).resolves.toMatchObject({ version: 1 });
  });

  it('ignores it too when closing had never got that far', async () => {
    expect(await rewrapFromRecovery(recovery, userId, 3)).toBe('done');
    expect(await rewrapForRecovery(recovery, userId, 2)).toBe('superseded');
    await expect(open(3)).resolves.toMatchObject({ version: 1 });
  });

  it('ends with the key: what was shredded does not come back', async () => {
    await rewrapForRecovery(recovery, userId, 2);
    await store.shred(userId);
    expect(await rewrapFromRecovery(recovery, userId, 3)).toBe('absent');
    await expect(open(3)).rejects.toMatchObject({ reason: 'absent' });
  });
});
