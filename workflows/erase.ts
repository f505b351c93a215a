import { endMachineWorkflow } from './end-machine.ts';
import { goOn, retryStep, step } from './retry.ts';
import { defineWorkflow } from './spec.ts';

/**
 * Closes an account and, when no recovery window is left, erases it. Started when a person closes the account, and
 * again by the sweep when the window is over: what was done already is done again and finds nothing.
 */
export const eraseWorkflow = defineWorkflow({
  id: 'erase',
  module: 'privacy',
  runbook: 'docs/runbooks/erasure.md',
  calls: { steps: 'erase-account' },
  starts: { endMachine: endMachineWorkflow },
  definition: ({ steps, endMachine }) => ({
    Comment: 'Close one account; when nothing is left of its recovery window, erase it and sign the receipt',
    StartAt: 'Close',
    TimeoutSeconds: 86_400,
    States: {
      Close: step(steps, 'close', 'DestroyCredentials'),
      DestroyCredentials: step(
        steps,
        'destroy-credentials',
        endMachine === undefined ? 'HideContent' : 'EndMachine',
      ),
      ...(endMachine === undefined
        ? {}
        : {
            EndMachine: {
              Type: 'Task',
              Resource: 'arn:aws:states:::states:startExecution',
              Arguments: {
                StateMachineArn: endMachine,
                Input: { userId: '{% $states.context.Execution.Input.userId %}' },
              },
              Output: {},
              Retry: retryStep,
              Next: 'MachineGone',
            },
            // The step fails until the machine is gone, and its retries are the waiting.
            MachineGone: step(steps, 'machine-gone', 'HideContent'),
          }),
      HideContent: step(steps, 'hide-content', 'Due'),
      Due: goOn('waiting', 'Waiting', 'DeleteStores'),
      Waiting: { Type: 'Succeed' },
      DeleteStores: step(steps, 'delete-stores', 'Prove'),
      Prove: step(steps, 'prove', undefined),
    },
  }),
});

/** Brings a closed account back within its window. */
export const restoreWorkflow = defineWorkflow({
  id: 'restore',
  module: 'privacy',
  calls: { restore: 'restore-account' },
  definition: ({ restore }) => ({
    Comment: 'Bring one account back within its recovery window',
    StartAt: 'Restore',
    TimeoutSeconds: 3600,
    States: { Restore: step(restore, 'restore', undefined) },
  }),
});
