import type { KmsKeyId } from '../../../contracts/platform/kms-keys.ts';

type KeyAction =
  | 'Encrypt'
  | 'Decrypt'
  | 'GenerateDataKeyWithoutPlaintext'
  | 'GenerateMac'
  | 'Sign'
  | 'GetPublicKey';

export const key = (id: KmsKeyId, ...actions: KeyAction[]) => ({ to: 'key', key: id, actions }) as const;
