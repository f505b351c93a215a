import { setTimeout as pause } from 'node:timers/promises';
import {
  BedrockRuntime,
  type ConverseStreamCommandInput,
  type ConverseStreamOutput,
} from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBedrock } from '../../../../../local/doubles/bedrock/server.ts';
import type { StreamRecord } from '../../../../../local/doubles/bedrock/streams.ts';
import { countTokens } from '../../../../../local/doubles/bedrock/tokens.ts';

const modelId = 'eu.anthropic.claude-haiku-4-5-20251001-v1:0';
const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example' };
const shell = {
  toolSpec: { name: 'shell', inputSchema: { json: { type: 'object', required: ['command'] } } },
};

let models: Awaited<ReturnType<typeof startBedrock>>;
let runtime: BedrockRuntime;

const admin = async (method: string, path: string, body?: unknown): Promise<Record<string, unknown>> => {
  const answer = await fetch(`${models.url}/_models${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return (await answer.json()) as Record<string, unknown>;
};
const streams = async () => (await admin('GET', '/streams'))['streams'] as StreamRecord[];
const lastStream = async () => (await streams()).at(-1);

const ask = (text: string, more: Partial<ConverseStreamCommandInput> = {}): ConverseStreamCommandInput => ({
  modelId,
  messages: [{ role: 'user', content: [{ text }] }],
  ...more,
});

async function read(
  input: ConverseStreamCommandInput,
  abortSignal?: AbortSignal,
): Promise<ConverseStreamOutput[]> {
  const answer = await runtime.converseStream(input, abortSignal ? { abortSignal } : {});
  const events: ConverseStreamOutput[] = [];
  for await (const event of answer.stream ?? []) events.push(event);
  return events;
}
const textOf = (events: readonly ConverseStreamOutput[]): string =>
  events.map((event) => event.contentBlockDelta?.delta?.text ?? '').join('');

async function until(what: () => Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) {
    if (await what()) return;
    await pause(10);
  }
  throw new Error('It did not happen.');
}

beforeAll(async () => {
  models = await startBedrock({ port: 0, pace: 0 });
  runtime = new BedrockRuntime({ endpoint: models.url, region: 'eu-central-1', credentials, maxAttempts: 1 });
});
afterAll(async () => {
  runtime.destroy();
  await models.close();
});
beforeEach(async () => {
  await admin('DELETE', '/rules');
  await admin('DELETE', '/streams');
});

describe('answers through the real SDK', () => {
  it('streams all events in order, with usage that counts what was said', async () => {
    const events = await read(ask('What is a harbour? Keep it short.', { system: [{ text: 'Be calm.' }] }));
    const kinds = [...new Set(events.map((event) => Object.keys(event)[0]))];
    expect(kinds.join(' ')).toBe('messageStart contentBlockDelta contentBlockStop messageStop metadata');
    expect(textOf(events)).toContain('This is about “a harbour”.');
    const usage = events.at(-1)?.metadata?.usage;
    const outputTokens = countTokens(textOf(events));
    const inputTokens = countTokens('What is a harbour? Keep it short.') + countTokens('Be calm.');
    expect(usage).toEqual({ inputTokens, outputTokens, totalTokens: inputTokens + outputTokens });
    expect(await lastStream()).toMatchObject({
      operation: 'ConverseStream',
      modelId,
      region: 'eu-central-1',
      protocol: 'HTTP/2.0',
      state: 'completed',
      tokens: outputTokens,
    });
  });

  it('answers Converse whole, with lists and code where they are asked for', async () => {
    const list = await runtime.converse(ask('Give me a plan for the harbour study'));
    expect(list.output?.message?.content?.[0]?.text).toMatch(/^- \*\*Aim\*\*/m);
    expect(list.stopReason).toBe('end_turn');
    const code = await read(ask('Write a function that trims a name'));
    expect(textOf(code)).toContain('```ts\nexport function');
  });

  it('stops at the limit of tokens', async () => {
    const events = await read(ask('[[models tokens=100]]', { inferenceConfig: { maxTokens: 10 } }));
    expect(events.find((event) => event.messageStop)?.messageStop?.stopReason).toBe('max_tokens');
    expect(events.at(-1)?.metadata?.usage?.outputTokens).toBe(10);
  });

  it('says exactly as many tokens, or exactly the text, that a test wants', async () => {
    const counted = await read(ask('[[models tokens=100]]'));
    expect(counted.filter((event) => event.contentBlockDelta)).toHaveLength(100);
    expect(countTokens(textOf(counted))).toBe(100);
    expect(textOf(await read(ask('[[models text="Just this, [ok]."]] Hi')))).toBe('Just this, [ok].');
  });

  it('uses the shell for each command in turn, then quotes what it returned', async () => {
    const prompt = 'Run `uname -r` and then `id -un`';
    const toolConfig = { tools: [shell] };
    const first = await runtime.converse({ ...ask(prompt), toolConfig });
    const use = first.output?.message?.content?.[1]?.toolUse;
    expect(first.stopReason).toBe('tool_use');
    expect(use?.input).toEqual({ command: 'uname -r' });
    const result = (id: string | undefined, text: string) => ({
      role: 'user' as const,
      content: [{ toolResult: { toolUseId: id, content: [{ text }] } }],
    });
    const called = { role: 'assistant' as const, content: first.output?.message?.content };
    const messages = [...(ask(prompt).messages ?? []), called, result(use?.toolUseId, '6.1')];
    const second = await read({ modelId, messages, toolConfig });
    const input = second.map((event) => event.contentBlockDelta?.delta?.toolUse?.input ?? '').join('');
    expect(JSON.parse(input)).toEqual({ command: 'id -un' });
    expect(second.some((event) => event.contentBlockStart?.start?.toolUse?.name === 'shell')).toBe(true);
    const third = await read({ modelId, messages: [...messages, called, result('b', 'nobody')], toolConfig });
    expect(textOf(third)).toMatch(/6\.1[\s\S]*nobody/);
  });
});

describe('failures on demand', () => {
  it.each([
    'ThrottlingException',
    'ValidationException',
    'AccessDeniedException',
    'ServiceUnavailableException',
  ])('refuses with %s', async (name) => {
    await expect(read(ask(`[[models fail=${name}]]`))).rejects.toMatchObject({ name });
    expect(await lastStream()).toMatchObject({ state: 'refused', code: name });
  });

  it('takes a rule for the next calls only, for the model it names', async () => {
    await admin('POST', '/rules', { control: { fail: 'ThrottlingException' }, modelId });
    await read(ask('Hello', { modelId: 'amazon.nova-lite-v1:0' }));
    await expect(read(ask('Hello'))).rejects.toMatchObject({
      name: 'ThrottlingException',
      $metadata: { httpStatusCode: 429 },
    });
    expect(textOf(await read(ask('Hello')))).not.toBe('');
  });

  it('breaks off in mid-stream with an exception event', async () => {
    await expect(
      read(ask('[[models tokens=50 break=modelStreamErrorException after=5]]')),
    ).rejects.toMatchObject({ name: 'ModelStreamErrorException' });
    expect(await lastStream()).toMatchObject({ state: 'broken', tokens: 5 });
  });

  it('breaks off by a reset, or by ending too early', async () => {
    await expect(read(ask('[[models tokens=50 break=reset after=5]]'))).rejects.toThrow();
    expect(await lastStream()).toMatchObject({ state: 'broken', code: 'reset' });
    const early = await read(ask('[[models tokens=50 break=end after=5]]'));
    expect(early.some((event) => event.messageStop)).toBe(false);
  });

  it('tells of a wrong marker and of a blank text, as a validation error', async () => {
    await expect(read(ask('[[models hlod=a]]'))).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(read(ask(' '))).rejects.toMatchObject({ name: 'ValidationException' });
  });
});

describe('time', () => {
  it('keeps back the last token until its name is released', async () => {
    const name = 'a';
    const reading = read(ask(`[[models tokens=20 hold=${name}]]`));
    await until(async () => (await lastStream())?.tokens === 19);
    await pause(50);
    expect(await lastStream()).toMatchObject({ state: 'open', tokens: 19 });
    await admin('POST', '/release', { hold: name });
    expect(countTokens(textOf(await reading))).toBe(20);
  });

  it('paces tokens', async () => {
    const began = Date.now();
    await read(ask('[[models tokens=10 pace=20]]'));
    expect(Date.now() - began).toBeGreaterThanOrEqual(195);
  });

  it('sees that a caller has closed, at the socket and at once', async () => {
    const stop = new AbortController();
    const reading = read(ask('[[models tokens=500 pace=10]]'), stop.signal);
    await until(async () => ((await lastStream())?.tokens ?? 0) > 3);
    const at = Date.now();
    stop.abort();
    // The SDK tells nobody: its iteration ends as if the model had finished.
    expect((await reading).some((event) => event.messageStop)).toBe(false);
    await until(async () => (await lastStream())?.state === 'client-closed');
    expect(((await lastStream())?.endedAt ?? 0) - at).toBeLessThan(100);
  });

  it('can say nothing at all', async () => {
    await expect(read(ask('[[models silence=yes]]'), AbortSignal.timeout(150))).rejects.toThrow();
    await until(async () => (await lastStream())?.state === 'client-closed');
    expect(await lastStream()).toMatchObject({ responseBytes: 0 });
  });
});

describe('what is seen', () => {
  it('keeps no content unless a test captures it, and never a credential', async () => {
    await read(ask('canary-4711'));
    expect(JSON.stringify(await admin('GET', '/streams'))).not.toContain('canary-4711');
    expect(await admin('GET', '/captures')).toEqual({ captures: [] });
    await admin('PUT', '/captures', { on: true });
    await read(ask('canary-4711'));
    const kept = JSON.stringify(await admin('GET', '/captures'));
    expect(kept).toContain('canary-4711');
    expect(kept).not.toContain('AKIAEXAMPLE');
    await admin('PUT', '/captures', { on: false });
    expect(await admin('GET', '/captures')).toEqual({ captures: [] });
  });

  it('has no admin for web pages', async () => {
    const answer = await fetch(`${models.url}/_models/streams`, {
      headers: { origin: 'https://example.com' },
    });
    expect(answer.status).toBe(403);
  });
});
