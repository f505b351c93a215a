import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { converseStream, type Patience } from '../../../lambdas/models/bedrock/model-stream.ts';
import type { Access } from '../../../lambdas/platform/aws/access.ts';
import { startBedrock } from '../../../local/doubles/bedrock/server.ts';

let double: Awaited<ReturnType<typeof startBedrock>>;
let access: Access;
beforeAll(async () => {
  double = await startBedrock({ port: 0, pace: 0 });
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b', sessionToken: undefined };
  access = { endpoint: double.url, region: 'eu-central-1', credentials };
});
afterAll(async () => {
  await double.close();
});

const never = new AbortController().signal;
const streams = z.object({
  streams: z.array(z.looseObject({ state: z.string(), endedAt: z.number().optional() })),
});
const lastCall = async () =>
  streams.parse(await (await fetch(`${double.url}/_models/streams`)).json()).streams.at(-1);

async function say(prompt: string, signal = never, limits?: Patience): Promise<string> {
  const input = {
    modelId: 'eu.amazon.nova-lite-v1:0',
    messages: [{ role: 'user' as const, content: [{ text: prompt }] }],
  };
  let said = '';
  for await (const event of converseStream(access, input, signal, limits))
    said += event.contentBlockDelta?.delta?.text ?? '';
  return said;
}

it('gives the events of a call to its end', async () => {
  expect(await say('[[models text="All of it."]]')).toBe('All of it.');
});

it.each([
  ['fail=ThrottlingException', 'model_throttled'],
  ['fail=ServiceUnavailableException', 'model_throttled'],
  ['fail=ModelErrorException', 'model_failed'],
  ['fail=ValidationException', 'model_failed'],
  ['break=throttlingException after=2', 'model_throttled'],
  ['break=modelStreamErrorException after=2', 'model_failed'],
  ['break=reset after=2', 'model_failed'],
  ['break=end after=2', 'model_failed'],
])('%s is %s', async (how, code) => {
  await expect(say(`[[models ${how} tokens=9]]`)).rejects.toMatchObject({ name: 'ModelFault', code });
});

it('ends the call of a model that says nothing, before its first word and in mid-sentence', async () => {
  const limits = { first: 300, between: 300 };
  for (const prompt of ['[[models silence=yes]]', '[[models tokens=5 hold=never]]']) {
    await expect(say(prompt, never, limits)).rejects.toMatchObject({ code: 'model_silent' });
    await expect.poll(lastCall).toMatchObject({ state: 'client-closed' });
  }
});

it('a slow model that goes on talking is waited for', async () => {
  expect(
    await say('[[models text="one two three four" pace=120]]', never, { first: 300, between: 300 }),
  ).toBe('one two three four');
});

it.each(['[[models silence=yes]]', '[[models tokens=900 pace=20]]'])(
  '%s ends at the socket when the caller says so',
  async (prompt) => {
    const caller = new AbortController();
    const saying = say(prompt, caller.signal);
    setTimeout(() => caller.abort('stopped'), 200);
    await expect(saying).rejects.toBe('stopped');
    await expect.poll(lastCall).toMatchObject({ state: 'client-closed' });
  },
);
