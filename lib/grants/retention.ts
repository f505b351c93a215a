import { regionGroups } from '../../policy/models.ts';
import { allow, type Permit } from './permit.ts';

const actions = {
  read: ['GetAccountDataRetention', 'GetModelInvocationLoggingConfiguration'],
  set: ['PutAccountDataRetention', 'DeleteModelInvocationLoggingConfiguration'],
};

/** These settings are the account's: they take no resource. */
export const retention: Permit<'retention'> = ({ act }, { platform: { deployment } }) => ({
  statements: allow('bedrock', actions[act], ['*']),
  environment: { MODEL_REGIONS: regionGroups[deployment.regionGroup].join(',') },
});
