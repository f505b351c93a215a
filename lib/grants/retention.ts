import { regionGroups } from '../../policy/models.ts';
import { modelArns } from '../stacks/network.ts';
import { allow, type Permit } from './permit.ts';

const actions = {
  read: ['GetAccountDataRetention', 'GetModelInvocationLoggingConfiguration'],
  set: ['PutAccountDataRetention', 'DeleteModelInvocationLoggingConfiguration'],
};

const readingModels = ({ profiles, models }: ReturnType<typeof modelArns>) => [
  ...allow('bedrock', ['GetFoundationModel'], models),
  ...allow('bedrock', ['GetInferenceProfile'], profiles),
];

/** The settings are the account's: they take no resource. With them, what AWS says of each model on offer is read. */
export const retention: Permit<'retention'> = ({ act }, { stack, platform: { deployment } }) => ({
  statements: [
    ...allow('bedrock', actions[act], ['*']),
    ...(act === 'read' ? readingModels(modelArns(stack, deployment)) : []),
  ],
  environment: {
    MODEL_REGION_GROUP: deployment.regionGroup,
    MODEL_REGIONS: regionGroups[deployment.regionGroup].join(','),
  },
});
