import { EventStreamCodec } from '@smithy/eventstream-codec';
import type { Answer } from './answers.ts';
import type { Thought } from './thinking.ts';
import { tokensOf } from './tokens.ts';

const codec = new EventStreamCodec(
  (bytes) => (typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('utf8')),
  (text) => Buffer.from(text, 'utf8'),
);

const text = (value: string) => ({ type: 'string' as const, value });

/** A frame of `application/vnd.amazon.eventstream`. */
function frame(kind: 'event' | 'exception', name: string, body: unknown): Uint8Array {
  return codec.encode({
    headers: {
      [`:${kind}-type`]: text(name),
      ':content-type': text('application/json'),
      ':message-type': text(kind),
    },
    body: Buffer.from(JSON.stringify(body)),
  });
}

/** The frame of an error in mid-stream. */
export const exceptionFrame = (name: string): Uint8Array =>
  frame('exception', name, {
    message: 'The model double was told to break off here.',
    originalStatusCode: 500,
  });

/** A frame, and whether it carries a token of the answer. */
export interface Step {
  readonly bytes: Uint8Array;
  readonly token: boolean;
}

const step = (name: string, body: object, token = false): Step => ({
  // Bedrock pads its events so that their lengths do not tell the words.
  bytes: frame('event', name, { ...body, p: 'abcdefghij' }),
  token,
});

/** How an answer and its cost travel: the events of ConverseStream in their order. */
export function* converseEvents(answer: {
  readonly tokens: readonly string[];
  readonly thought?: Thought;
  readonly tool?: Answer['tool'];
  readonly stopReason: string;
}): Generator<Step> {
  let contentBlockIndex = 0;
  yield step('messageStart', { role: 'assistant' });
  if (answer.thought) {
    yield* thoughtSteps(answer.thought, contentBlockIndex);
    yield step('contentBlockStop', { contentBlockIndex });
    contentBlockIndex += 1;
  }
  if (answer.tokens.length > 0) {
    for (const token of answer.tokens) {
      yield step('contentBlockDelta', { contentBlockIndex, delta: { text: token } }, true);
    }
    yield step('contentBlockStop', { contentBlockIndex });
    contentBlockIndex += 1;
  }
  if (answer.tool) {
    const { id, name, input } = answer.tool;
    yield step('contentBlockStart', { contentBlockIndex, start: { toolUse: { toolUseId: id, name } } });
    for (const token of tokensOf(JSON.stringify(input))) {
      yield step('contentBlockDelta', { contentBlockIndex, delta: { toolUse: { input: token } } }, true);
    }
    yield step('contentBlockStop', { contentBlockIndex });
  }
  yield step('messageStop', { stopReason: answer.stopReason });
}

/** As Bedrock tells a thought: its words, then what its maker signed it with; or the bytes of one that is blacked out. */
function* thoughtSteps({ tokens, signature, redacted }: Thought, contentBlockIndex: number): Generator<Step> {
  const part = (reasoningContent: object, token = false) =>
    step('contentBlockDelta', { contentBlockIndex, delta: { reasoningContent } }, token);
  for (const token of tokens) yield part({ text: token }, true);
  if (signature !== undefined) yield part({ signature });
  if (redacted !== undefined) yield part({ redactedContent: redacted });
}

/** The last event: what the call cost. */
export const metadataFrame = (usage: object, latencyMs: number): Uint8Array =>
  step('metadata', { usage, metrics: { latencyMs } }).bytes;
