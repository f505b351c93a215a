import { endMachineWorkflow } from './end-machine.ts';
import { goOn, retryStep, step } from './retry.ts';
import { defineWorkflow } from './spec.ts';

/** Ends the machine and waits for it, where the profile has machines. */
const endingMachine = (steps: string, endMachine: string | undefined, which: '' | 'Late', next: string) =>
  endMachine === undefined
    ? {}
    : {
        [`End${which}Machine`]: {
          Type: 'Task',
          Resource: 'arn:aws:states:::states:startExecution',
          Arguments: {
            StateMachineArn: endMachine,
            Input: { userId: '{% $states.context.Execution.Input.userId %}' },
          },
          Output: {},
          TimeoutSeconds: 60,
          Retry: retryStep,
          Next: `${which}MachineGone`,
        },
        // The step fails until the machine is gone, and its retries are the waiting.
        [`${which}MachineGone`]: step(steps, 'machine-gone', next),
      };

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
      ...endingMachine(steps, endMachine, '', 'HideContent'),
      HideContent: step(steps, 'hide-content', 'Due'),
      Due: goOn('waiting', 'Waiting', 'EndSignIns'),
      Waiting: { Type: 'Succeed' },
      EndSignIns: step(steps, 'end-sign-ins', 'DeleteContent'),
      DeleteContent: step(steps, 'delete-content', 'WaitOut'),
      // Whoever was let in before has ended then: docs/decisions/fence.md.
      WaitOut: {
        Type: 'Wait',
        Timestamp: '{% $states.input.until %}',
        Output: {},
        Next: endMachine === undefined ? 'DeleteStores' : 'EndLateMachine',
      },
      // One whose launch was under way when the account closed.
      ...endingMachine(steps, endMachine, 'Late', 'DeleteStores'),
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
