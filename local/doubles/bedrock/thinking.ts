import { createHmac } from 'node:crypto';
import * as z from 'zod';
import { type Model, models } from '../../../policy/models.ts';
import type { Control } from './controls.ts';
import type { ConverseRequest } from './converse-request.ts';
import { tokensOf } from './tokens.ts';

/** What the double thinks before it answers. */
export interface Thought {
  /** Told as it comes; none where it is blacked out or left out. */
  readonly tokens: readonly string[];
  readonly signature?: string;
  /** In Base64. */
  readonly redacted?: string;
}

const fields = z.looseObject({
  thinking: z.looseObject({ type: z.string(), display: z.string().optional() }).optional(),
});

const modelCalled = (modelId: string): Model | undefined =>
  models.find(
    ({ foundationModel }) => modelId === foundationModel || modelId.endsWith(`.${foundationModel}`),
  );

const wishOf = (request: ConverseRequest) =>
  fields.safeParse(request.additionalModelRequestFields).data?.thinking;

/** Whether a model thinks in this call: always, unless it is told not to, or where it is asked to. */
function thinksIn(modelId: string, request: ConverseRequest): boolean {
  const model = modelCalled(modelId);
  if (model === undefined || model.thinks === 'never') return false;
  const wish = wishOf(request)?.type;
  return (
    model.thinks === 'always' || wish === 'adaptive' || (wish === undefined && model.thinksUntold === true)
  );
}

/** What is thought about a prompt: in set words, unless a marker says which, or that it is blacked out, or nothing. */
export function thoughtOn(
  modelId: string,
  request: ConverseRequest,
  prompt: string,
  { think, text, tokens }: Control,
): Thought | undefined {
  const measured = text !== undefined || tokens !== undefined;
  if (!thinksIn(modelId, request) || think === 'no' || (measured && think === undefined)) return undefined;
  if (think === 'redacted') return { tokens: [], redacted: redactedOf(request) };
  const words = think ?? `The question is “${prompt.slice(0, 60)}”. What is wanted is short and sure.`;
  const shown = wishOf(request)?.display === 'summarized' ? words : '';
  return { tokens: tokensOf(shown), signature: signatureOf(shown, request, request.messages.length) };
}

/** What a card says that the model refuses. */
export function cardFault(modelId: string, request: ConverseRequest): string | undefined {
  const model = modelCalled(modelId);
  const wish = wishOf(request)?.type;
  if (model === undefined) return undefined;
  if (wish === 'enabled') return '"thinking.type.enabled" is not supported for this model.';
  if (wish === 'disabled' && model.thinks === 'always')
    return '"thinking.type.disabled" is not supported for this model.';
  if (wish !== undefined && model.thinks === 'never') return 'Extra inputs are not permitted.';
  const choice = request.toolConfig?.toolChoice;
  if (choice && !('auto' in choice) && !model.forcedTools)
    return 'tool_choice: type "tool" and "any" are not supported for this model.';
  return replayFault(modelId, request);
}

/** A thought must come back as it went, in the conversation in which it was had, and before the tool that it led to. */
function replayFault(modelId: string, request: ConverseRequest): string | undefined {
  const thinks = thinksIn(modelId, request);
  for (const [index, { role, content }] of request.messages.entries()) {
    const thoughts = content.flatMap(({ reasoningContent }) => (reasoningContent ? [reasoningContent] : []));
    if (thoughts.length > 0 && modelCalled(modelId)?.thinks === 'never')
      return 'This model does not support reasoning content.';
    for (const { reasoningText, redactedContent } of thoughts) {
      const bound =
        reasoningText === undefined
          ? redactedContent === redactedOf({ ...request, messages: request.messages.slice(0, index) })
          : reasoningText.signature === signatureOf(reasoningText.text, request, index);
      if (!bound)
        return 'Invalid `signature` in `thinking` block. The block is bound to a different conversation.';
    }
    const uses = role === 'assistant' && content.some(({ toolUse }) => toolUse);
    if (thinks && uses && index === request.messages.length - 2 && !content[0]?.reasoningContent)
      return 'Expected `thinking` or `redacted_thinking`, but found `tool_use`.';
  }
  return undefined;
}

/** Of what stood before the thought; other thoughts are no part of it. */
function signatureOf(
  text: string,
  { system, toolConfig, messages }: ConverseRequest,
  before: number,
): string {
  const said = messages
    .slice(0, before)
    .map(({ role, content }) => [role, content.filter(({ reasoningContent }) => !reasoningContent)]);
  const bound = JSON.stringify([text, system ?? [], toolConfig?.tools ?? [], said]);
  return createHmac('sha256', 'the double').update(bound).digest('base64');
}

const redactedOf = (request: ConverseRequest): string =>
  signatureOf('blacked out', request, request.messages.length);
