/** A launch takes one or two minutes, an update of the image's packages some more. */
export const READY_SECONDS = 10 * 60;

/** Waits until the machine's runner has reported in; the step leaves the token where the report will find it. */
export const awaitReady = (steps: string, otherwise: string) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
  Arguments: {
    FunctionName: steps,
    Payload: {
      step: 'await-ready',
      userId: '{% $states.context.Execution.Input.userId %}',
      id: '{% $states.context.Execution.Input.id %}',
      token: '{% $states.context.Task.Token %}',
    },
  },
  TimeoutSeconds: READY_SECONDS,
  // Whatever Lambda or the step meets, for about a minute; never the timeout, which is the answer (`States.TaskFailed`
  // stands for every error but that).
  Retry: [{ ErrorEquals: ['States.TaskFailed'], IntervalSeconds: 2, BackoffRate: 2, MaxAttempts: 5 }],
  Catch: [{ ErrorEquals: ['States.ALL'], Next: otherwise }],
  End: true,
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

/** Goes on where the step before said so; everything else has been answered there. */
export const goOn = (outcome: string, next: string) => ({
  Type: 'Choice',
  Choices: [{ Condition: `{% $states.input.outcome = '${outcome}' %}`, Next: next }],
  Default: 'Over',
});
