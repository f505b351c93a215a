import type { ConverseStreamCommandInput, ConverseStreamOutput } from '@aws-sdk/client-bedrock-runtime';
import type { Model, ProviderId } from '../../policy/models.ts';
import { openBedrock } from './bedrock/ask-bedrock.ts';

/** What a model is asked, in Converse's shapes: every provider is asked and answers in these. */
export type Question = Omit<ConverseStreamCommandInput, 'modelId' | 'inferenceConfig'>;

/** An event of an answer, named as Converse names it. */
export type ModelEvent = ConverseStreamOutput;

/**
 * Asks a model for an answer of at most so many tokens; ends the call when the signal fires.
 * @throws {@link ModelFault}
 */
export type AskModel = (
  model: Model,
  question: Question,
  maxTokens: number,
  signal: AbortSignal,
) => AsyncIterable<ModelEvent>;

/** How each provider is asked. One that the catalogue names and this record lacks does not compile. */
const providers: Readonly<Record<ProviderId, () => AskModel>> = { bedrock: openBedrock };

/** The models of this deployment; a provider is opened when its first model is asked. */
export function openModels(): AskModel {
  const opened: Partial<Record<ProviderId, AskModel>> = {};
  return (model, ...call) => {
    const ask = (opened[model.provider] ??= providers[model.provider]());
    return ask(model, ...call);
  };
}
