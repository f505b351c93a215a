import { beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../../../contracts/ids.ts';
import { DATA_KEY_CACHE_SECONDS } from '../../../../lambdas/platform/keys/data-key-cache.ts';
import {
  createDataKey,
  DataKeys,
  KeyUnavailable,
  type KeyWrapping,
} from '../../../../lambdas/platform/keys/data-keys.ts';
import { FakeKeyStore, FakeKms, Killed, Script } from './fake-key-services.ts';

const userId = newId('account');
const account = { userId, keyEpoch: 1 };
const now = new Date('2026-11-23T00:00:00Z');

let script: Script;
let store: FakeKeyStore;
let wrapping: KeyWrapping;

beforeEach(() => {
  script = new Script();
  store = new FakeKeyStore(script);
  wrapping = { kms: new FakeKms(script).client, kmsKeyArn: 'arn:content', purpose: 'content', store };
});

const unwraps = () => script.calls.filter((call) => call === 'decrypt').length;

describe('making a data key', () => {
  it('makes one, without plaintext, and keeps it from then on', async () => {
    expect(await createDataKey(wrapping, account, now)).toBe('created');
    const made = store.keys.get(userId);
    const createdAt = '2026-11-23T00:00:00.000Z';
    expect(made).toMatchObject({ userId, version: 1, state: 'active', epoch: 1, createdAt });
    expect(await createDataKey(wrapping, account, now)).toBe('exists');
    expect(store.keys.get(userId)).toBe(made);
    expect(script.calls).toEqual(['get', 'generate', 'putNew', 'get']);
  });

  it('makes one key when two ask at once', async () => {
    const both = await Promise.all([1, 2].map(() => createDataKey(wrapping, account, now)));
    expect(both.toSorted()).toEqual(['created', 'exists']);
  });

  it.each([1, 2, 3].flatMap((call) => (['before', 'after'] as const).map((when) => ({ call, when }))))(
    'converges when killed $when call $call',
    async (dieAt) => {
      script.dieAt = dieAt;
      await expect(createDataKey(wrapping, account, now)).rejects.toThrow(Killed);
      script.dieAt = undefined;
      await createDataKey(wrapping, account, now);
      expect((await new DataKeys(wrapping).open(account)).key.symmetricKeySize).toBe(32);
    },
  );
});

describe('opening a data key', () => {
  it('is the same key each time', async () => {
    await createDataKey(wrapping, account, now);
    const first = await new DataKeys(wrapping).open(account);
    const again = await new DataKeys(wrapping).open(account);
    expect(first.key.equals(again.key)).toBe(true);
    expect(first.version).toBe(1);
  });

  it('caches a content key for five minutes, within its epoch', async () => {
    await createDataKey(wrapping, account, now);
    let time = 0;
    const keys = new DataKeys(wrapping, () => time);
    await keys.open(account);
    time = DATA_KEY_CACHE_SECONDS * 1000 - 1;
    await keys.open(account);
    expect(unwraps()).toBe(1);
    await keys.open({ userId, keyEpoch: 2 });
    expect(unwraps()).toBe(2);
    time += DATA_KEY_CACHE_SECONDS * 1000;
    await keys.open({ userId, keyEpoch: 2 });
    expect(unwraps()).toBe(3);
  });

  it('forgets the key used longest ago when it holds too many', async () => {
    const accounts = Array.from({ length: 201 }, () => ({ userId: newId('account'), keyEpoch: 1 }));
    const keys = new DataKeys(wrapping, () => 0);
    for (const each of accounts) await createDataKey(wrapping, each, now);
    const [first, second] = accounts;
    if (!first || !second) throw new Error('no accounts');
    for (const each of accounts.slice(0, 200)) await keys.open(each);
    await keys.open(first);
    for (const each of accounts.slice(200)) await keys.open(each);
    expect(unwraps()).toBe(201);
    await keys.open(first);
    expect(unwraps()).toBe(201);
    await keys.open(second);
    expect(unwraps()).toBe(202);
  });

  it('never caches a credential key', async () => {
    const credentials: KeyWrapping = { ...wrapping, kmsKeyArn: 'arn:credentials', purpose: 'credentials' };
    await createDataKey(credentials, account, now);
    const keys = new DataKeys(credentials);
    await keys.open(account);
    await store.shred(userId);
    await expect(keys.open(account)).rejects.toThrow(new KeyUnavailable('absent'));
  });

  it('refuses a request of an epoch before the last change', async () => {
    await createDataKey(wrapping, { userId, keyEpoch: 3 }, now);
    const opening = new DataKeys(wrapping).open({ userId, keyEpoch: 2 });
    await expect(opening).rejects.toMatchObject({ reason: 'stale' });
  });

  it.each([
    ['purpose', (w: KeyWrapping): KeyWrapping => ({ ...w, purpose: 'credentials' })],
    ['KMS key', (w: KeyWrapping): KeyWrapping => ({ ...w, kmsKeyArn: 'arn:other' })],
  ])('does not open with another %s', async (_, change) => {
    await createDataKey(wrapping, account, now);
    await expect(new DataKeys(change(wrapping)).open(account)).rejects.toThrow(/authenticate/);
  });

  it('does not open the key of another account', async () => {
    await createDataKey(wrapping, account, now);
    const key = store.keys.get(userId);
    const stranger = newId('account');
    if (key) store.keys.set(stranger, { ...key, userId: stranger });
    const opening = new DataKeys(wrapping).open({ userId: stranger, keyEpoch: 1 });
    await expect(opening).rejects.toThrow(/authenticate/);
  });
});
