import { KMSClient } from '@aws-sdk/client-kms';
import { kmsKeys } from '../../../contracts/platform/kms-keys.ts';
import { contentKeys, credentialKeys } from '../../../contracts/platform/stores.ts';
import type { DataKeyPurpose } from '../../../contracts/spec/store.ts';
import { documents } from '../aws/clients.ts';
import { env } from '../env.ts';
import { DataKeys } from './data-keys.ts';
import { WrappedKeyTable } from './wrapped-key-table.ts';

const tables = { content: contentKeys, credentials: credentialKeys };

/** Where the keys of one purpose lie in this deployment, and what wraps them. */
export const openWrapping = (purpose: DataKeyPurpose) => ({
  kms: new KMSClient({}),
  kmsKeyArn: env(kmsKeys[purpose].env),
  purpose,
  store: new WrappedKeyTable(documents, env(tables[purpose].env)),
});

/** The content keys of this deployment's accounts, for content functions. */
export const openContentKeys = (): DataKeys => new DataKeys(openWrapping('content'));

/** The credential keys of this deployment's accounts, for the function that stores credentials. */
export const openCredentialKeys = (): DataKeys => new DataKeys(openWrapping('credentials'));
