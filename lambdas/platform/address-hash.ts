import { GenerateMacCommand, KMSClient } from '@aws-sdk/client-kms';
import type { addressHashes } from '../../contracts/accounts/stores.ts';
import { kmsKeys } from '../../contracts/platform/kms-keys.ts';
import type { ItemOf } from '../../contracts/spec/store.ts';
import { env } from './env.ts';

const kms = new KMSClient({});

/** What hashes are kept for. It is part of what is hashed, so that those of two uses do not meet. */
export type HashUse = ItemOf<typeof addressHashes>['use'];

/** The keyed hash of an address or a domain for a use, in hex. The key never leaves KMS: without it nobody can try addresses. */
export async function hashOfAddress(use: HashUse, of: string): Promise<string> {
  const { Mac = [] } = await kms.send(
    new GenerateMacCommand({
      KeyId: env(kmsKeys.addresses.env),
      MacAlgorithm: 'HMAC_SHA_256',
      Message: Buffer.from(`${use}\n${of}`),
    }),
  );
  return Buffer.from(Mac).toString('hex');
}
