import { KMSClient } from '@aws-sdk/client-kms';
import { kmsKeys } from '../../../contracts/platform/kms-keys.ts';
import { contentKeys } from '../../../contracts/platform/stores.ts';
import { documents } from '../aws/clients.ts';
import { env } from '../env.ts';
import { DataKeys } from './data-keys.ts';
import { WrappedKeyTable } from './wrapped-key-table.ts';

/** The content keys of this deployment's accounts, for content functions. */
export const openContentKeys = (): DataKeys =>
  new DataKeys({
    kms: new KMSClient({}),
    kmsKeyArn: env(kmsKeys.content.env),
    purpose: 'content',
    store: new WrappedKeyTable(documents, env(contentKeys.env)),
  });
