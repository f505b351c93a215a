import type { ConverseStreamOutput, Message } from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runRoutes } from '../../../contracts/runs/routes.ts';
import { askThrough } from '../../../lambdas/models/bedrock/ask-bedrock.ts';
import type { Question } from '../../../lambdas/models/question.ts';
import { effortOf, roomOf } from '../../../lambdas/models/thinking.ts';
import { startBedrock } from '../../../local/doubles/bedrock/server.ts';
import { type Effort, findModel, type Model, modelsOffered } from '../../../policy/models.ts';
import { tools } from '../../../runner/agent.ts';
import { readAnswer } from '../../../runner/model-answer.ts';

const offered = modelsOffered('dev', []).map((model) => [model.id, model] as const);
const credentials = { accessKeyId: 'a', secretAccessKey: 'b', sessionToken: undefined };
const signal = new AbortController().signal;
let bedrock: Awaited<ReturnType<typeof startBedrock>>;

beforeAll(async () => {
  bedrock = await startBedrock({ port: 0, pace: 0 });
});
afterAll(() => bedrock.close());

const asking = (text: string): Message[] => [{ role: 'user', content: [{ text }] }];

function ask(model: Model, question: Question, effort?: Effort): AsyncIterable<ConverseStreamOutput> {
  const parts = { region: 'eu-central-1', credentials, endpoint: bedrock.url };
  return askThrough(parts, 'eu')(model, { ...question, effort: effortOf(model, effort) }, 20_000, signal);
}

async function thoughtsOf(events: AsyncIterable<ConverseStreamOutput>): Promise<number> {
  let thoughts = 0;
  for await (const { contentBlockDelta } of events)
    if (contentBlockDelta?.delta?.reasoningContent) thoughts += 1;
  return thoughts;
}

describe.each(offered)('%s', (_id, model) => {
  it('is asked as its card wants it, and thinks only where it must or was asked to', async () => {
    const messages = asking('What is a harbour?');
    expect((await thoughtsOf(ask(model, { messages }))) > 0).toBe(model.thinks === 'always');
    if (model.thinks === 'never')
      expect(() => ask(model, { messages }, 'low')).toThrowError(
        expect.objectContaining({ code: 'invalid_request' }),
      );
    else expect(await thoughtsOf(ask(model, { messages }, 'low'))).toBeGreaterThan(1);
  });

  it.each(['', '[[models think=redacted]] '])(
    'takes its thoughts back with what its tools returned: %s',
    async (marker) => {
      const effort = model.thinks === 'never' ? undefined : 'low';
      const question = { system: [{ text: 'Be calm.' }], toolConfig: tools };
      const messages = asking(`${marker}Run \`id -un\` and then \`uname\``);
      for (const result of ['nobody', 'Linux']) {
        const { message, stopReason } = await readAnswer(
          ask(model, { ...question, messages }, effort),
          () => {},
        );
        expect(stopReason).toBe('tool_use');
        expect('reasoningContent' in (message.content[0] ?? {})).toBe(effort !== undefined);
        const use = message.content.find(({ toolUse }) => toolUse)?.toolUse;
        const toolResult = { toolUseId: use?.toolUseId, content: [{ text: result }] };
        // Through a journal on a disk, and through the machines' route.
        messages.push(...JSON.parse(JSON.stringify([message, { role: 'user', content: [{ toolResult }] }])));
        const body = { model: model.id, messages, ...question };
        expect(runRoutes.converse.body.parse(body).messages).toEqual(messages);
      }
      const { message, stopReason } = await readAnswer(
        ask(model, { ...question, messages }, effort),
        () => {},
      );
      expect(stopReason).toBe('end_turn');
      expect(JSON.stringify(message)).toContain('Linux');
    },
  );
});

it('a thought that was altered, or had in another conversation, is refused', async () => {
  const model = findModel('claude-opus-5-5');
  if (!model) throw new Error('the model has left the catalogue');
  const messages = asking('Run `id -un`');
  const question = { toolConfig: tools, messages };
  const { message } = await readAnswer(ask(model, question), () => {});
  const toolUseId = message.content.find(({ toolUse }) => toolUse)?.toolUse?.toolUseId;
  const results: Message = {
    role: 'user',
    content: [{ toolResult: { toolUseId, content: [{ text: 'nobody' }] } }],
  };
  const replayed = (first: Message[], answer: Message) =>
    thoughtsOf(ask(model, { ...question, messages: [...first, answer, results] }));
  expect(await replayed(messages, message)).toBeGreaterThan(0);
  await expect(replayed(asking('Run `id`'), message)).rejects.toMatchObject({ code: 'model_failed' });
  const without = {
    ...message,
    content: message.content.filter(({ reasoningContent }) => !reasoningContent),
  };
  await expect(replayed(messages, without)).rejects.toMatchObject({ code: 'model_failed' });
});

it('room for thinking grows with the effort', () => {
  expect([undefined, 'low', 'medium', 'high'].map((one) => roomOf(one as Effort | undefined))).toEqual([
    0, 4_096, 8_192, 16_384,
  ]);
});
