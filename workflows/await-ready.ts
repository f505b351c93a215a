import { waitingStep } from './retry.ts';

/** A launch takes one or two minutes, an update of the image's packages some more. */
export const READY_SECONDS = 10 * 60;

/** Waits until the machine's runner has reported in; faults are tried again for about a minute. */
export const awaitReady = (steps: string, otherwise: string) =>
  waitingStep(steps, 'await-ready', {
    seconds: READY_SECONDS,
    retry: { IntervalSeconds: 2, BackoffRate: 2, MaxAttempts: 5 },
    otherwise,
  });

/** Two more looks for a free place, half a minute apart: longer would keep a person waiting for what will not come. */
const retryPlace = { ErrorEquals: ['NoInstance'], IntervalSeconds: 30, BackoffRate: 1, MaxAttempts: 2 };
/** 2, 4, 8, 16, 30 seconds: a minute of passing faults, then it is given up and cleared away. */
const retryBriefly = {
  ErrorEquals: ['States.ALL'],
  IntervalSeconds: 2,
  BackoffRate: 2,
  MaxDelaySeconds: 30,
  MaxAttempts: 5,
};

/** The retries of a step that somebody watches, and where it goes when they are used up. */
export const faultHandling = (otherwise: string) => ({
  Retry: [retryPlace, retryBriefly],
  Catch: [{ ErrorEquals: ['States.ALL'], Next: otherwise }],
});
