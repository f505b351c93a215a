import { expect, it } from 'vitest';
import type { CallEnd } from '../../../lambdas/models/ask-model.ts';
import { chargedFor } from '../../../lambdas/models/charge.ts';

const usage = { inputTokens: 7, outputTokens: 5 };
const counted = { ...usage, estimated: false };
const estimate = { inputTokens: 11, outputTokens: 3, estimated: true };
const input = { inputTokens: 11, outputTokens: 0, estimated: true };
const answered = { state: 'answered', usage: undefined, produced: 'Half an ans' } as const;
const stopped = { ...answered, state: 'stopped' } as const;
const failed = { ...answered, state: 'failed', failure: 'model_failed' } as const;

it.each<[string, CallEnd, 'chat' | 'run', object | undefined]>([
  ['the model’s own count, where it came', { ...answered, usage }, 'chat', counted],
  ['the model’s own count, though the call broke off after it', { ...failed, usage }, 'run', counted],
  ['our count of what a failed call produced', failed, 'chat', estimate],
  ['our count of what a stopped call produced', stopped, 'run', estimate],
  ['the input of a chat that was stopped before its first word', { ...stopped, produced: '' }, 'chat', input],
  ['nothing for a run that was', { ...stopped, produced: '' }, 'run', undefined],
  ['nothing for a failure that produced nothing', { ...failed, produced: '' }, 'chat', undefined],
])('charges %s', (_what, end, purpose, charged) => {
  expect(chargedFor(end, { purpose, estimated: 11 })).toEqual(charged);
});
