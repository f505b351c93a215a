import { modelArns } from '../stacks/network.ts';
import { allow, type Permit } from './permit.ts';

/** A model is called through its profile alone, which decides the Region. */
export const models: Permit<'models'> = (_grant, { stack, platform: { deployment } }) => {
  const { profiles, models: behind } = modelArns(stack, deployment);
  return {
    statements: [
      ...allow('bedrock', ['InvokeModelWithResponseStream'], profiles),
      ...allow('bedrock', ['InvokeModelWithResponseStream'], behind, {
        StringEquals: { 'bedrock:InferenceProfileArn': profiles },
      }),
    ],
    environment: { MODEL_REGION_GROUP: deployment.regionGroup },
  };
};
