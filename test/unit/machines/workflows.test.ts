import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { endMachineWorkflow } from '../../../workflows/end-machine.ts';
import { launchMachineWorkflow } from '../../../workflows/launch-machine.ts';
import { runAgentWorkflow } from '../../../workflows/run-agent.ts';
import type { WorkflowSpec } from '../../../workflows/spec.ts';
import { startMachineWorkflow } from '../../../workflows/start-machine.ts';
import { stopMachineWorkflow } from '../../../workflows/stop-machine.ts';

const state = z.looseObject({
  Next: z.string().optional(),
  Default: z.string().optional(),
  Choices: z.array(z.object({ Next: z.string() })).default([]),
  Catch: z.array(z.object({ Next: z.string() })).default([]),
  Retry: z.array(z.looseObject({ ErrorEquals: z.array(z.string()) })).default([]),
  TimeoutSeconds: z.number().optional(),
  Type: z.string(),
  Arguments: z.looseObject({ Payload: z.record(z.string(), z.string()) }).optional(),
});
const definition = z.looseObject({
  StartAt: z.string(),
  States: z.record(z.string(), state),
  TimeoutSeconds: z.number(),
});
const workflows = {
  launch: launchMachineWorkflow,
  start: startMachineWorkflow,
  stop: stopMachineWorkflow,
  end: endMachineWorkflow,
};
const parse = (spec: WorkflowSpec) => definition.parse(spec.definition({ steps: 'arn:steps' }));

/** The most states that an execution can enter from here on. */
function longest({ States }: z.infer<typeof definition>, name: string | undefined): number {
  if (name === undefined) return 0;
  const { Next, Default, Choices, Catch } = States[name] ?? state.parse({ Type: 'missing' });
  const next = [Next, Default, ...Choices.map((choice) => choice.Next), ...Catch.map((fault) => fault.Next)];
  return 1 + Math.max(...next.map((one) => longest({ States, StartAt: '', TimeoutSeconds: 0 }, one)), 0);
}

describe.each(Object.entries(workflows))('%s', (_name, make) => {
  const workflow = parse(make);

  it('has at most eight transitions, and no way leads nowhere', () => {
    expect(longest(workflow, workflow.StartAt)).toBeLessThanOrEqual(8);
    for (const { Next, Default, Choices, Catch } of Object.values(workflow.States)) {
      const ways = [Next, Default, ...Choices.map((one) => one.Next), ...Catch.map((one) => one.Next)].filter(
        (way) => way !== undefined,
      );
      for (const way of ways) expect(Object.keys(workflow.States)).toContain(way);
    }
  });

  it('hands on ids alone, and every task has a time and retries', () => {
    for (const { Type, Arguments, TimeoutSeconds, Retry } of Object.values(workflow.States)) {
      if (Type !== 'Task') continue;
      expect(['step', 'userId', 'id', 'token']).toEqual(
        expect.arrayContaining(Object.keys(Arguments?.Payload ?? {})),
      );
      expect(TimeoutSeconds).toBeGreaterThan(0);
      expect(Retry.length).toBeGreaterThan(0);
    }
  });
});

it('a wait that is over is not begun again: it is given up and cleared away', () => {
  const { AwaitReady } = parse(launchMachineWorkflow).States;
  expect(AwaitReady?.Retry.flatMap(({ ErrorEquals }) => ErrorEquals)).not.toContain('States.ALL');
  expect(AwaitReady?.Catch).toEqual(
    [{ ErrorEquals: ['States.ALL'], Next: 'GiveUp' }].map(({ Next }) => ({ Next })),
  );
});

it('closing an account ends a machine with nothing but its own id', () => {
  const { Terminate } = parse(endMachineWorkflow).States;
  expect(Terminate?.Arguments?.Payload['id']).not.toContain('Input');
});

it('a run whose hand-over met a passing fault is handed over again', () => {
  const { HandOver } = parse(runAgentWorkflow).States;
  expect(HandOver?.Retry.flatMap(({ ErrorEquals }) => ErrorEquals)).toEqual(['States.TaskFailed']);
});
