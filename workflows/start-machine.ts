import { awaitReady, faultHandling, READY_SECONDS } from './await-ready.ts';
import { goOn, step } from './retry.ts';
import { defineWorkflow } from './spec.ts';

/** Starts a stopped machine; what fails ends like a stop, so its disk stays. */
export const startMachineWorkflow = defineWorkflow({
  id: 'start-machine',
  module: 'machines',
  calls: { steps: 'machine-steps' },
  definition: ({ steps }) => ({
    Comment: 'Start one account’s stopped machine and wait until its runner reports in',
    StartAt: 'Reserve',
    TimeoutSeconds: READY_SECONDS + 1800,
    States: {
      Reserve: { ...step(steps, 'reserve', 'Reserved'), ...faultHandling('StopAgain') },
      Reserved: goOn('reserved', 'Start', 'Over'),
      Start: { ...step(steps, 'start', 'Running'), ...faultHandling('StopAgain') },
      Running: goOn('running', 'AwaitReady', 'Over'),
      AwaitReady: awaitReady(steps, 'StopAgain'),
      StopAgain: step(steps, 'stop-again', undefined),
      Over: { Type: 'Succeed' },
    },
  }),
});
