import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { afterEach, expect, it, vi } from 'vitest';
import { requestExport } from '../../../lambdas/privacy/export-desk.ts';
import type { Export } from '../../../lambdas/privacy/export-store.ts';
import { accountOf, callBy } from '../accounts/account.ts';

const now = Date.UTC(2026, 10, 23);

const asking = (key: string) => callBy(accountOf(now), now, { headers: { 'idempotency-key': key } });

afterEach(() => vi.unstubAllEnvs());

it('two people who choose the same key have an export each', async () => {
  vi.stubEnv('EXPORT_WORKFLOW', 'arn');
  const workflows = new SFNClient({ region: 'eu-central-1' });
  const started: (string | undefined)[] = [];
  vi.spyOn(workflows, 'send').mockImplementation((command: unknown) => {
    if (command instanceof StartExecutionCommand) started.push(command.input.name);
  });
  const exported = { list: async () => [], find: async () => undefined, add: async (one: Export) => one };
  const desk = { exported, workflows, audit: { append: async () => undefined } };
  const key = '0'.repeat(26);
  const asked = [asking(key), asking(key)];
  for (const call of [...asked, ...asked]) await requestExport(desk, call);
  expect(started[0]).not.toBe(started[1]);
  expect(started.slice(2)).toEqual(started.slice(0, 2));
});
