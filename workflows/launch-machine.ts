import { awaitReady, faultHandling, READY_SECONDS } from './await-ready.ts';
import { goOn, step } from './retry.ts';
import { defineWorkflow } from './spec.ts';

/** Reserves, launches, waits for the runner: five transitions, six where it is given up. */
export const launchMachineWorkflow = defineWorkflow({
  id: 'launch-machine',
  module: 'machines',
  calls: { steps: 'machine-steps' },
  definition: ({ steps }) => ({
    Comment: 'Launch one account’s machine and wait until its runner reports in',
    StartAt: 'Reserve',
    TimeoutSeconds: READY_SECONDS + 1800,
    States: {
      Reserve: { ...step(steps, 'reserve', 'Reserved'), ...faultHandling('GiveUp') },
      Reserved: goOn('reserved', 'Run', 'Over'),
      Run: { ...step(steps, 'run', 'Running'), ...faultHandling('GiveUp') },
      Running: goOn('running', 'AwaitReady', 'Over'),
      AwaitReady: awaitReady(steps, 'GiveUp'),
      GiveUp: step(steps, 'give-up', undefined),
      Over: { Type: 'Succeed' },
    },
  }),
});
