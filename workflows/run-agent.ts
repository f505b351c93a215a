import { RUN_SECONDS } from '../contracts/runs/stores.ts';
import { goOn, step, waitingStep } from './retry.ts';
import { defineWorkflow } from './spec.ts';

/** Waits for the machine, hands the run to it, waits for its result. Five transitions; content never passes through. */
export const runAgentWorkflow = defineWorkflow({
  id: 'run-agent',
  module: 'runs',
  calls: { steps: 'run-steps' },
  definition: ({ steps }) => ({
    Comment: 'One run of an agent in its owner’s machine',
    StartAt: 'Machine',
    TimeoutSeconds: RUN_SECONDS + 1800,
    States: {
      // A launch takes a minute or two; the retries of a step wait for about nine.
      Machine: {
        ...step(steps, 'machine', 'Ready'),
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'NoMachine' }],
      },
      Ready: goOn('ready', 'HandOver', 'NoMachine'),
      HandOver: waitingStep(steps, 'hand-over', {
        // The runner ends a run by itself five minutes before that; whoever is silent for so long is gone.
        seconds: RUN_SECONDS,
        // A queue that is not there yet and whatever else the step meets, for nine minutes.
        retry: { IntervalSeconds: 5, BackoffRate: 1.5, MaxAttempts: 10 },
        otherwise: 'GiveUp',
      }),
      NoMachine: step(steps, 'no-machine', undefined),
      GiveUp: step(steps, 'give-up', undefined),
    },
  }),
});
