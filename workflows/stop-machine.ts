import { step } from './retry.ts';
import { defineWorkflow } from './spec.ts';

/** Stops a machine and settles what it ran. The second step fails until EC2 says that it stands still: its retries are the waiting. */
export const stopMachineWorkflow = defineWorkflow({
  id: 'stop-machine',
  module: 'machines',
  calls: { steps: 'machine-steps' },
  definition: ({ steps }) => ({
    Comment: 'Stop one account’s machine and settle its seconds',
    StartAt: 'Stop',
    TimeoutSeconds: 3600,
    States: {
      Stop: step(steps, 'stop', 'Settle'),
      Settle: step(steps, 'settle', undefined),
    },
  }),
});
