import type { RegionGroup } from '../../../policy/models.ts';
import { type Access, accessTo } from '../../platform/aws/access.ts';
import type { AskModel } from '../question.ts';
import { converseStream, type Patience } from './model-stream.ts';
import { modelRegionGroup } from './regions.ts';
import { thinkingFields } from './thinking-fields.ts';

/** A thought is told in summaries, and one that is blacked out not before its end. Milliseconds. */
const patienceWithThought: Patience = { first: 180_000, between: 120_000 };

/** Asks through the inference profile of a group of Regions. */
export const askThrough =
  (access: Access, group: RegionGroup): AskModel =>
  (model, { effort, ...question }, maxTokens, signal) => {
    const asked = { ...question, ...thinkingFields(model, effort), inferenceConfig: { maxTokens } };
    const modelId = model.inferenceProfile[group];
    return converseStream(
      access,
      { ...asked, modelId },
      signal,
      effort === undefined ? undefined : patienceWithThought,
    );
  };

export const openBedrock = (): AskModel => askThrough(accessTo('bedrock-runtime'), modelRegionGroup());
