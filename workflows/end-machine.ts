import { step } from './retry.ts';
import { defineWorkflow } from './spec.ts';

/**
 * Ends a machine in whatever state it is: instance and disk, queue, record. Closing an account starts it with nothing
 * but the account's id, so the name of the execution stands for the work's.
 */
export const endMachineWorkflow = defineWorkflow({
  id: 'end-machine',
  module: 'machines',
  calls: { steps: 'machine-steps' },
  definition: ({ steps }) => ({
    Comment: 'Terminate one account’s machine, settle its seconds, delete its queue and its record',
    StartAt: 'Terminate',
    TimeoutSeconds: 3600,
    States: {
      Terminate: ended(steps, 'terminate', 'Remove'),
      Remove: ended(steps, 'remove', undefined),
    },
  }),
});

function ended(steps: string, name: string, next: string | undefined) {
  const made = step(steps, name, next);
  const { Payload } = made.Arguments;
  return {
    ...made,
    Arguments: { ...made.Arguments, Payload: { ...Payload, id: '{% $states.context.Execution.Name %}' } },
  };
}
