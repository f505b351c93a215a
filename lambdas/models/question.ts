import type { ConverseStreamCommandInput, ConverseStreamOutput } from '@aws-sdk/client-bedrock-runtime';
import type { Effort, Model } from '../../policy/models.ts';

/** What a model is asked, in Converse's shapes: every provider is asked and answers in these. */
export type Question = Pick<ConverseStreamCommandInput, 'system' | 'messages' | 'toolConfig'> & {
  /** How hard it is to think first; nothing where it shall not. */
  readonly effort?: Effort | undefined;
};

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
