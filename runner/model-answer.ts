import type {
  ContentBlock,
  ConverseStreamOutput,
  Message,
  ReasoningContentBlockDelta,
  StopReason,
} from '@aws-sdk/client-bedrock-runtime';
import * as z from 'zod';

/** What a model said in one call. */
export interface ModelAnswer {
  readonly message: Message & { content: ContentBlock[] };
  readonly stopReason: StopReason;
}

/** The call ended before the model had; `code` is the stable code of an error event, when there was one. */
export class BrokenAnswer extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

interface Part {
  text: string;
  /** Of thinking: what its maker signed it with, and the bytes of what was blacked out. */
  thought?: { signature: string; readonly redacted: Buffer[] };
  readonly tool?: { readonly toolUseId: string; readonly name: string };
}

/** On our wire, as on Bedrock's, bytes are Base64; the SDK's type knows them decoded. */
const blackedOut = z.object({ redactedContent: z.base64() });
const blackedOutBlock = z.custom<ContentBlock>(
  (value) => z.object({ reasoningContent: blackedOut }).safeParse(value).success,
);
const errorEvent = z.object({ error: z.object({ code: z.string() }) });

/** Puts a model's message together from the stream's events; text is told as it comes. */
export async function readAnswer(
  events: AsyncIterable<ConverseStreamOutput>,
  onText: (text: string) => void,
): Promise<ModelAnswer> {
  const parts = new Map<number, Part>();
  let stopReason: StopReason | undefined;
  for await (const event of events) {
    if (event.contentBlockStart) {
      const { contentBlockIndex = 0, start } = event.contentBlockStart;
      const { toolUseId, name } = start?.toolUse ?? {};
      if (toolUseId !== undefined && name !== undefined)
        parts.set(contentBlockIndex, { text: '', tool: { toolUseId, name } });
    } else if (event.contentBlockDelta) {
      const { contentBlockIndex = 0, delta } = event.contentBlockDelta;
      const part: Part = parts.get(contentBlockIndex) ?? { text: '' };
      if (delta?.reasoningContent) addThought(part, delta.reasoningContent);
      part.text += delta?.text ?? delta?.toolUse?.input ?? '';
      parts.set(contentBlockIndex, part);
      if (delta?.text) onText(delta.text);
    } else if (event.messageStop) stopReason = event.messageStop.stopReason;
    else failOnError(event);
  }
  if (stopReason === undefined) throw new BrokenAnswer('model-broke-off');
  const content = [...parts].sort(([a], [b]) => a - b).flatMap(([, part]) => blockOf(part));
  return { message: { role: 'assistant', content }, stopReason };
}

function addThought(part: Part, delta: ReasoningContentBlockDelta): void {
  part.thought ??= { signature: '', redacted: [] };
  part.text += delta.text ?? '';
  part.thought.signature += delta.signature ?? '';
  const read = blackedOut.safeParse(delta);
  if (read.success) part.thought.redacted.push(Buffer.from(read.data.redactedContent, 'base64'));
}

function failOnError(event: ConverseStreamOutput): void {
  const own = errorEvent.safeParse(event);
  if (own.success) throw new BrokenAnswer(own.data.error.code);
  const exception = Object.keys(event).find((name) => name.endsWith('Exception'));
  if (exception) throw new BrokenAnswer(exception);
}

/** Bedrock refuses empty text in a later call, so it is dropped. A tool's input that is no JSON is kept for the answer to it. */
function blockOf({ text, tool, thought }: Part): ContentBlock[] {
  if (thought) return [thoughtOf(text, thought)];
  if (!tool) return text === '' ? [] : [{ text }];
  return [{ toolUse: { ...tool, input: parseInput(text) } }];
}

/** As it goes back with the results of tools: byte for byte, and with its text though that is empty. */
function thoughtOf(text: string, { signature, redacted }: NonNullable<Part['thought']>): ContentBlock {
  if (redacted.length > 0) {
    const redactedContent = Buffer.concat(redacted).toString('base64');
    return blackedOutBlock.parse({ reasoningContent: { redactedContent } });
  }
  return { reasoningContent: { reasoningText: { text, ...(signature === '' ? {} : { signature }) } } };
}

const toolInput = z.custom<Record<string, never>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);

function parseInput(text: string): Record<string, never> | { unreadable: string } {
  try {
    return toolInput.parse(JSON.parse(text === '' ? '{}' : text));
  } catch {
    return { unreadable: text };
  }
}
