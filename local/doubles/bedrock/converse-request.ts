import * as z from 'zod';
import { countTokens } from './tokens.ts';

const toolUse = z.looseObject({ toolUseId: z.string(), name: z.string(), input: z.unknown().optional() });
const toolResult = z.looseObject({
  toolUseId: z.string(),
  status: z.enum(['success', 'error']).optional(),
  content: z.array(z.looseObject({ text: z.string().optional(), json: z.unknown().optional() })),
});
const reasoningContent = z.looseObject({
  reasoningText: z.looseObject({ text: z.string(), signature: z.string().optional() }).optional(),
  redactedContent: z.base64().optional(),
});
const contentBlock = z.looseObject({
  text: z.string().optional(),
  reasoningContent: reasoningContent.optional(),
  toolUse: toolUse.optional(),
  toolResult: toolResult.optional(),
});
const message = z.looseObject({ role: z.enum(['user', 'assistant']), content: z.array(contentBlock).min(1) });
const toolSpec = z.looseObject({
  name: z.string(),
  inputSchema: z.looseObject({
    json: z.looseObject({ required: z.array(z.string()).optional() }).optional(),
  }),
});

/** What the double reads of a Converse request; the rest of Bedrock's fields may be there. */
export const converseRequest = z.looseObject({
  messages: z.array(message).min(1),
  system: z.array(z.looseObject({ text: z.string().optional() })).optional(),
  inferenceConfig: z.looseObject({ maxTokens: z.int().min(1).optional() }).optional(),
  toolConfig: z
    .looseObject({
      tools: z.array(z.looseObject({ toolSpec: toolSpec.optional() })),
      toolChoice: z.looseObject({}).optional(),
    })
    .optional(),
  additionalModelRequestFields: z.unknown().optional(),
});
export type ConverseRequest = z.infer<typeof converseRequest>;
export type ToolResult = z.infer<typeof toolResult>;
type Message = z.infer<typeof message>;

const textOf = (entry: Message): string =>
  entry.content
    .map((block) => block.text ?? '')
    .join('\n')
    .trim();

/** The texts that the person wrote, oldest first. */
export function prompts(request: ConverseRequest): string[] {
  return request.messages
    .filter((entry) => entry.role === 'user')
    .map(textOf)
    .filter((text) => text !== '');
}

/** The results of the tools that were used since the person last wrote. */
export function resultsSincePrompt(request: ConverseRequest): ToolResult[] {
  const last = request.messages.findLastIndex((entry) => entry.role === 'user' && textOf(entry) !== '');
  return request.messages
    .slice(last + 1)
    .flatMap((entry) => entry.content.flatMap((block) => (block.toolResult ? [block.toolResult] : [])));
}

/** What Bedrock would refuse although the shape is right. */
export function faultOf(request: ConverseRequest): string | undefined {
  const [first] = request.messages;
  if (first?.role !== 'user')
    return 'A conversation must start with a user message. Try again with a conversation that starts with a user message.';
  const blank = request.messages.some((entry) => entry.content.some((block) => block.text?.trim() === ''));
  if (blank)
    return 'The text field in the ContentBlock object is blank. Add text to the text field, and try again.';
  return undefined;
}

/** The input tokens of a request: all its texts, and what tools were given and returned. */
export function inputTokens(request: ConverseRequest): number {
  const system = (request.system ?? []).map((block) => block.text ?? '');
  const blocks = request.messages.flatMap((entry) => entry.content);
  const texts = blocks.map(
    (block) => block.text ?? JSON.stringify(block.toolUse?.input ?? block.toolResult?.content ?? ''),
  );
  const tools = request.toolConfig ? [JSON.stringify(request.toolConfig.tools)] : [];
  return [...system, ...texts, ...tools].reduce((sum, text) => sum + countTokens(text), 0);
}
