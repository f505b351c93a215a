import type { ProviderId } from '../../policy/models.ts';
import { openBedrock } from './bedrock/ask-bedrock.ts';
import type { AskModel } from './question.ts';

/** How each provider is asked. One that the catalogue names and this record lacks does not compile. */
const providers: Readonly<Record<ProviderId, () => AskModel>> = { bedrock: openBedrock };

/** The models of this deployment; a provider is opened when its first model is asked. */
export function openModels(): AskModel {
  const opened: Partial<Record<ProviderId, AskModel>> = {};
  return (model, ...call) => {
    const ask = opened[model.provider] ?? providers[model.provider]();
    opened[model.provider] = ask;
    return ask(model, ...call);
  };
}
