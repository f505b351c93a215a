import { awaitReady, faultHandling, goOn, READY_SECONDS } from './await-ready.ts';
import { step } from './retry.ts';
import { defineWorkflow } from './spec.ts';

/** Reserves, launches, waits for the runner: five transitions, six where it is given up. */
export const launchMachineWorkflow = defineWorkflow({
  id: 'launch-machine',
  module: 'machines',
  calls: { steps: 'machine-steps' },
  definition: ({ steps }) => ({
    Comment: 'Launch one account’s machine and wait until its runner reports in',
    QueryLanguage: 'JSONata',
    StartAt: 'Reserve',
    TimeoutSeconds: READY_SECONDS + 1800,
    States: {
      Reserve: { ...step(steps, 'reserve', 'Reserved'), ...faultHandling('GiveUp') },
      Reserved: goOn('reserved', 'Run'),
      Run: { ...step(steps, 'run', 'Running'), ...faultHandling('GiveUp') },
      Running: goOn('running', 'AwaitReady'),
      AwaitReady: awaitReady(steps, 'GiveUp'),
      GiveUp: step(steps, 'give-up', undefined),
      Over: { Type: 'Succeed' },
    },
  }),
});
