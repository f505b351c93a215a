import { modelArns } from '../stacks/network.ts';
import { allow, type Permit } from './permit.ts';

export const models: Permit<'models'> = (_grant, { stack, platform: { deployment } }) => ({
  statements: allow('bedrock', ['InvokeModelWithResponseStream'], modelArns(stack, deployment)),
  environment: { MODEL_REGION_GROUP: deployment.regionGroup },
});
