import { createSecretKey, randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import { conversations } from '../../contracts/chat/stores.ts';
import { credentials } from '../../contracts/credentials/stores.ts';
import { newId } from '../../contracts/ids.ts';
import type { ItemOf } from '../../contracts/spec/store.ts';
import { open, SealBroken, seal } from '../../lambdas/platform/keys/seal.ts';
import { openItem, sealItem } from '../../lambdas/platform/keys/sealed-items.ts';
import { resourcesOf } from '../support/evidence/access.ts';
import { claim } from '../support/evidence/claim.ts';
import { bytesOf, opensAsGcm } from '../support/evidence/sealed.ts';
import { at } from '../support/evidence/template.ts';

const newKey = () => createSecretKey(randomBytes(32));
const credential = (value: string): ItemOf<typeof credentials> => ({
  userId: newId('account'),
  credentialId: newId('credential'),
  label: 'mail',
  value,
  createdAt: '2026-11-23T00:00:00.000Z',
});

claim('T15', 'synth', 'a fixed vector, made by another program', () => {
  const key = createSecretKey(Buffer.alloc(32, 7));
  const place = { table: 'credentials', partition: 'usr_a', sort: 'crd_b', attribute: 'value' };
  const vector =
    '0100000001000102030405060708090a0b3aea8c006929aa2c14c080e8c0985fe2bcdf33545781e9d58621421a4a';
  expect(Buffer.from(open(key, 1, place, Buffer.from(vector, 'hex'))).toString()).toBe('"kept secret"');
});

claim('T15', 'synth', 'a stored credential is AES-256-GCM and nothing of it is in clear', () => {
  const key = newKey();
  const value = `canary-${randomBytes(12).toString('hex')}`;
  const item = credential(value);
  const stored = sealItem(credentials, { key, version: 3 }, item);
  const sealed = bytesOf(stored['value']);
  expect(Buffer.from(sealed).includes(value)).toBe(false);
  const associated = `1,3,11:credentials30:${item.userId}s30:${item.credentialId}5:value`;
  expect(opensAsGcm(key, associated, sealed)).toBe(JSON.stringify(value));
  expect(key.symmetricKeySize).toBe(32);
});

claim('T15', 'synth', 'what was changed or moved does not open', () => {
  const key = newKey();
  const place = { table: 'credentials', partition: 'usr_a', sort: 'crd_b', attribute: 'value' };
  const value = seal(key, 1, place, Buffer.from('x'.repeat(20)));
  for (let at = 0; at < value.length; at += 1) {
    const flipped = Buffer.from(value);
    flipped[at] = (flipped[at] ?? 0) ^ 1;
    expect(() => open(key, 1, place, flipped), `bit in byte ${at}`).toThrow(SealBroken);
  }
  for (const other of [{ table: 'turns' }, { partition: 'usr_z' }, { sort: 'crd_z' }, { attribute: 'label' }])
    expect(() => open(key, 1, { ...place, ...other }, value), JSON.stringify(other)).toThrow(SealBroken);
  expect(() => open(newKey(), 1, place, value)).toThrow(SealBroken);
  const nonces = Array.from({ length: 2000 }, () =>
    Buffer.from(seal(key, 1, place, value).subarray(5, 17)).toString('hex'),
  );
  expect(new Set(nonces).size).toBe(nonces.length);
});

claim('C94', 'synth', 'content at rest: AES-256-GCM by a key of 256 bits', () => {
  const key = newKey();
  const title = `canary-${randomBytes(12).toString('hex')}`;
  const now = '2026-11-23T00:00:00.000Z';
  const item = {
    userId: newId('account'),
    conversationId: newId('conversation'),
    title,
    model: 'nova-2-lite',
    createdAt: now,
    updatedAt: now,
  } as const;
  const stored = sealItem(conversations, { key, version: 1 }, item);
  const associated = `1,1,13:conversations30:${item.userId}s30:${item.conversationId}5:title`;
  expect(opensAsGcm(key, associated, bytesOf(stored['title']))).toBe(JSON.stringify(title));
  expect(openItem(conversations, { key, version: 1 }, stored)).toEqual(item);
});

claim('C94', 'synth', 'in transit TLS 1.2 or newer, at rest keys of AES-256', async (target) => {
  const templates = await target.templates();
  const versions = resourcesOf(templates, 'AWS::CloudFront::Distribution').map(({ properties }) =>
    at(properties, 'DistributionConfig', 'ViewerCertificate', 'MinimumProtocolVersion'),
  );
  expect(versions.length).toBeGreaterThan(0);
  expect(versions.filter((version) => !/^TLSv1\.[23]_20(2[1-9]|3\d)$/.test(String(version)))).toEqual([]);
  const tables = resourcesOf(templates, 'AWS::DynamoDB::Table');
  expect(tables.length).toBeGreaterThan(10);
  for (const table of tables)
    expect(table.properties['SSESpecification']).toMatchObject({ SSEEnabled: true, SSEType: 'KMS' });
  const buckets = resourcesOf(templates, 'AWS::S3::Bucket');
  for (const bucket of buckets) {
    const rule = at(bucket.properties, 'BucketEncryption', 'ServerSideEncryptionConfiguration', '0');
    expect(['aws:kms', 'AES256']).toContain(at(rule, 'ServerSideEncryptionByDefault', 'SSEAlgorithm'));
  }
});
