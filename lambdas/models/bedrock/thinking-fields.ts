import type { ConverseStreamCommandInput } from '@aws-sdk/client-bedrock-runtime';
import type { Effort, Model } from '../../../policy/models.ts';

type Fields = Pick<ConverseStreamCommandInput, 'additionalModelRequestFields'>;

/**
 * Thinking as Anthropic's cards want it said; Converse has no field of its own for it. Token budgets are never sent: the
 * newer models refuse them. `summarized`: without it the stream is silent while the model thinks.
 */
export function thinkingFields({ thinksUntold }: Model, effort: Effort | undefined): Fields {
  if (effort !== undefined)
    return {
      additionalModelRequestFields: {
        thinking: { type: 'adaptive', display: 'summarized' },
        output_config: { effort },
      },
    };
  return thinksUntold ? { additionalModelRequestFields: { thinking: { type: 'disabled' } } } : {};
}
