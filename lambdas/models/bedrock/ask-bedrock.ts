import type { RegionGroup } from '../../../policy/models.ts';
import { type Access, accessTo } from '../../platform/aws/access.ts';
import type { AskModel } from '../question.ts';
import { converseStream } from './model-stream.ts';
import { modelRegionGroup } from './regions.ts';

/** Asks through the inference profile of a group of Regions. */
export const askThrough =
  (access: Access, group: RegionGroup): AskModel =>
  (model, question, maxTokens, signal) => {
    const modelId = model.inferenceProfile[group];
    return converseStream(access, { ...question, modelId, inferenceConfig: { maxTokens } }, signal);
  };

export const openBedrock = (): AskModel => askThrough(accessTo('bedrock-runtime'), modelRegionGroup());
