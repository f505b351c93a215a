import { KMSClient } from '@aws-sdk/client-kms';
import { kmsKeys } from '../../../contracts/platform/kms-keys.ts';
import { contentKeys } from '../../../contracts/platform/stores.ts';
import { openStore } from '../dynamo/table.ts';
import { env } from '../env.ts';
import type { RecoveryWrapping } from './key-recovery.ts';
import { WrappedKeyTable } from './wrapped-key-table.ts';

/** The recovery key of this deployment and the content keys that go under it, for the functions of leaving and coming back. */
export const openRecovery = (): RecoveryWrapping => ({
  kms: new KMSClient({}),
  recoveryKeyArn: env(kmsKeys.recovery.env),
  contentKeys: openStore(WrappedKeyTable, contentKeys),
});
