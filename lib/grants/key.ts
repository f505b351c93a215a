import { kmsKeys } from '../../contracts/platform/kms-keys.ts';
import { allow, type Permit } from './permit.ts';

export const key: Permit<'key'> = ({ key: id, actions }, { platform }) => {
  const { keyArn } = platform.keys[id];
  return { statements: allow('kms', actions, [keyArn]), environment: { [kmsKeys[id].env]: keyArn } };
};
