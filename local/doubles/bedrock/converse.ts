import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { type Answer, answer, withinLimit } from './answers.ts';
import { type Control, type Controls, readMarkers, refusals } from './controls.ts';
import { type ConverseRequest, converseRequest, faultOf, inputTokens, prompts } from './converse-request.ts';
import { converseEvents, exceptionFrame, metadataFrame } from './event-frames.ts';
import type { Exchange } from './exchange.ts';
import type { StreamRecord } from './streams.ts';
import { cardFault, type Thought, thoughtOn } from './thinking.ts';
import { countTokens } from './tokens.ts';

/** Bedrock's own limit differs by model; this one only keeps a loop from running for ever. */
const defaultMaxTokens = 4096;

export interface ConverseContext {
  readonly exchange: Exchange;
  readonly record: StreamRecord;
  readonly controls: Controls;
  /** Milliseconds before each token, where nothing else is said. */
  readonly pace: number;
}

/** What the double will say, how, and what it costs. */
interface Plan {
  readonly control: Control;
  readonly thought?: Thought;
  readonly tokens: readonly string[];
  readonly tool?: Answer['tool'];
  readonly stopReason: string;
  readonly usage: {
    readonly inputTokens: number;
    readonly outputTokens: number;
    readonly totalTokens: number;
  };
}

/** Answers `Converse` or `ConverseStream`. */
export async function converse(context: ConverseContext, body: unknown): Promise<void> {
  const { exchange, record } = context;
  const read = converseRequest.safeParse(body);
  const fault = read.success
    ? (faultOf(read.data) ?? cardFault(record.modelId, read.data))
    : z.prettifyError(read.error);
  if (!read.success || fault !== undefined) return refuse(context, 'ValidationException', fault ?? '');
  const prompt = readMarkers(prompts(read.data).at(-1) ?? '');
  if ('fault' in prompt) return refuse(context, 'ValidationException', prompt.fault);
  const control = { ...context.controls.take(record), ...prompt.control };
  if (control.silence) return untilClosed(exchange.closed);
  if (control.fail)
    return refuse(context, control.fail, `The model double was told to answer ${control.fail}.`);
  const plan = planAnswer(record.modelId, read.data, prompt.prompt, control);
  record.inputTokens = plan.usage.inputTokens;
  if (record.operation === 'ConverseStream') return stream(context, plan);
  return whole(context, plan);
}

function refuse({ exchange, record }: ConverseContext, code: keyof typeof refusals, message: string): void {
  record.state = 'refused';
  record.code = code;
  exchange.error(refusals[code], code, message);
}

function planAnswer(modelId: string, request: ConverseRequest, prompt: string, control: Control): Plan {
  const said = answer(request, prompt, control);
  const limit = request.inferenceConfig?.maxTokens ?? Math.max(defaultMaxTokens, control.tokens ?? 0);
  const wanted = thoughtOn(modelId, request, prompt, control);
  const thought = wanted && { ...wanted, tokens: wanted.tokens.slice(0, limit) };
  const { tokens, cut } = withinLimit(said.text, limit - (thought?.tokens.length ?? 0));
  const tool = cut ? undefined : said.tool;
  const input = inputTokens(request);
  const output =
    (thought?.tokens.length ?? 0) + tokens.length + (tool ? countTokens(JSON.stringify(tool.input)) : 0);
  return {
    control,
    ...(thought ? { thought } : {}),
    tokens,
    ...(tool ? { tool } : {}),
    stopReason: control.stop ?? (cut ? 'max_tokens' : tool ? 'tool_use' : 'end_turn'),
    usage: { inputTokens: input, outputTokens: output, totalTokens: input + output },
  };
}

async function stream(context: ConverseContext, plan: Plan): Promise<void> {
  const { exchange, record } = context;
  const { control, usage } = plan;
  exchange.begin(200, { 'content-type': 'application/vnd.amazon.eventstream' });
  for (const { bytes, token } of converseEvents(plan)) {
    if (control.break && record.tokens >= (control.after ?? 0) && (token || record.tokens > 0)) {
      return breakOff(context, control.break);
    }
    if (token) await beforeToken(context, plan, record.tokens + 1 === usage.outputTokens);
    await exchange.write(bytes);
    if (token) record.tokens += 1;
  }
  await exchange.write(metadataFrame(usage, Date.now() - record.startedAt));
  exchange.end();
}

async function beforeToken(
  { exchange, controls, pace }: ConverseContext,
  { control }: Plan,
  last: boolean,
): Promise<void> {
  const wait = control.pace ?? pace;
  if (wait > 0) await pause(wait, undefined, { signal: exchange.closed });
  if (last && control.hold) await controls.held(control.hold, exchange.closed);
}

async function breakOff(
  { exchange, record }: ConverseContext,
  how: NonNullable<Control['break']>,
): Promise<void> {
  record.state = 'broken';
  record.code = how;
  if (how === 'reset') return exchange.reset();
  if (how !== 'end') await exchange.write(exceptionFrame(how));
  exchange.end();
}

async function whole(context: ConverseContext, plan: Plan): Promise<void> {
  const { exchange, record } = context;
  for (let token = 1; token <= plan.usage.outputTokens; token += 1) {
    await beforeToken(context, plan, token === plan.usage.outputTokens);
  }
  record.tokens = plan.usage.outputTokens;
  const use = plan.tool && { toolUseId: plan.tool.id, name: plan.tool.name, input: plan.tool.input };
  const { tokens: words = [], signature, redacted } = plan.thought ?? {};
  const reasoningText = { text: words.join(''), signature };
  const reasoningContent = redacted === undefined ? { reasoningText } : { redactedContent: redacted };
  const content = [
    ...(plan.thought ? [{ reasoningContent }] : []),
    { text: plan.tokens.join('') },
    ...(use ? [{ toolUse: use }] : []),
  ];
  exchange.json(200, {
    output: { message: { role: 'assistant', content } },
    stopReason: plan.stopReason,
    usage: plan.usage,
    metrics: { latencyMs: Date.now() - record.startedAt },
  });
}

function untilClosed(closed: AbortSignal): Promise<void> {
  return new Promise((resolve) => closed.addEventListener('abort', () => resolve(), { once: true }));
}
