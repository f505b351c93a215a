import { findModel, type RegionGroup } from '../../policy/models.ts';
import { type Access, accessTo } from '../platform/aws/access.ts';
import { converseStream } from './bedrock/model-stream.ts';
import { ModelFault } from './model-fault.ts';
import { modelRegionGroup } from './retention-guard-store.ts';

/** A message of a conversation, as Converse takes it. */
export interface Message {
  readonly role: 'user' | 'assistant';
  readonly content: [{ readonly text: string }];
}

/** What a model is asked, by its id in the catalogue. */
export interface Question {
  readonly model: string;
  readonly messages: Message[];
  readonly maxTokens: number;
}

export type ModelEvent =
  | { readonly type: 'text'; readonly text: string }
  | {
      readonly type: 'usage';
      readonly usage: { readonly inputTokens: number; readonly outputTokens: number };
    };

/** Asks a model; ends the call when the signal fires. */
export type AskModel = (question: Question, signal: AbortSignal) => AsyncIterable<ModelEvent>;

/** Asks through the inference profile of a group of Regions; a model that is not in the catalogue has none. */
export function askThrough(access: Access, group: RegionGroup): AskModel {
  return async function* ask({ model, messages, maxTokens }, signal) {
    const modelId = findModel(model)?.inferenceProfile[group];
    if (modelId === undefined) throw new ModelFault('model_failed');
    const input = { modelId, messages, inferenceConfig: { maxTokens } };
    for await (const event of converseStream(access, input, signal)) {
      const text = event.contentBlockDelta?.delta?.text;
      if (text !== undefined) yield { type: 'text', text };
      const usage = event.metadata?.usage;
      if (usage)
        yield {
          type: 'usage',
          usage: { inputTokens: usage.inputTokens ?? 0, outputTokens: usage.outputTokens ?? 0 },
        };
    }
  };
}

/** The models of this deployment. */
export const openModels = (): AskModel => askThrough(accessTo('bedrock-runtime'), modelRegionGroup());
