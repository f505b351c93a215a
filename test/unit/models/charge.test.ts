import { expect, it } from 'vitest';
import type { CallEnd } from '../../../lambdas/models/ask-model.ts';
import { chargedFor } from '../../../lambdas/models/charge.ts';

const usage = { inputTokens: 7, outputTokens: 5 };
const counted = { ...usage, estimated: false };
const estimate = { inputTokens: 11, outputTokens: 3, estimated: true };
const thoughtful = { inputTokens: 11, outputTokens: 3 + 8_192, estimated: true };
const input = { inputTokens: 11, outputTokens: 0, estimated: true };
const answered = { state: 'answered', usage: undefined, said: 'Half an ans', thought: undefined } as const;
const stopped = { ...answered, state: 'stopped' } as const;
const failed = { ...answered, state: 'failed', failure: 'model_failed' } as const;

it.each<[string, CallEnd, 'chat' | 'run', object | undefined]>([
  ['the model’s own count, where it came', { ...answered, usage }, 'chat', counted],
  ['the model’s own count, though the call broke off after it', { ...failed, usage }, 'run', counted],
  ['our count of what a failed call produced', failed, 'chat', estimate],
  ['our count of what a stopped call produced', stopped, 'run', estimate],
  ['the input of a chat that was stopped before its first word', { ...stopped, said: '' }, 'chat', input],
  ['nothing for a run that was', { ...stopped, said: '' }, 'run', undefined],
  ['our own room for a thought that was stopped', { ...stopped, thought: 'Hm' }, 'chat', thoughtful],
  ['likewise where none of it can be read', { ...failed, thought: '' }, 'run', thoughtful],
  ['nothing for a failure that produced nothing', { ...failed, said: '' }, 'chat', undefined],
])('charges %s', (_what, end, purpose, charged) => {
  expect(
    chargedFor(end, { purpose, estimated: 11, maxTokens: 9_000, question: { effort: 'medium' } }),
  ).toEqual(charged);
});
