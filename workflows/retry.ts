/**
 * Lambda's own passing faults and anything a step throws: 2, 4, 8, 16, 30, 30 … seconds, 20 times, about nine minutes.
 * Every step may run again at any point, so there is no fault that a retry makes worse.
 */
export const retryStep = [
  {
    ErrorEquals: ['States.ALL'],
    IntervalSeconds: 2,
    BackoffRate: 2,
    MaxDelaySeconds: 30,
    MaxAttempts: 20,
    JitterStrategy: 'FULL',
  },
] as const;

const payloadOf = (step: string) => ({
  step,
  userId: '{% $states.context.Execution.Input.userId %}',
  id: '{% $states.context.Execution.Input.id %}',
});

/** Calls one step of a function, with the ids of the execution's input. */
export function step(functionArn: string, name: string, next: string | undefined) {
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Arguments: { FunctionName: functionArn, Payload: payloadOf(name) },
    Output: '{% $states.result.Payload %}',
    TimeoutSeconds: 330,
    Retry: retryStep,
    ...(next === undefined ? { End: true } : { Next: next }),
  };
}

/**
 * Calls a step that leaves the token where the answer will find it, and waits. Tries again whatever Lambda or the step
 * meets, never the timeout, which is an answer too (`States.TaskFailed` stands for every error but that).
 */
export const waitingStep = (functionArn: string, name: string, how: Waiting) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
  Arguments: {
    FunctionName: functionArn,
    Payload: { ...payloadOf(name), token: '{% $states.context.Task.Token %}' },
  },
  TimeoutSeconds: how.seconds,
  Retry: [{ ErrorEquals: ['States.TaskFailed'], ...how.retry }],
  Catch: [{ ErrorEquals: ['States.ALL'], Next: how.otherwise }],
  End: true,
});

interface Waiting {
  readonly seconds: number;
  readonly retry: Readonly<Record<'IntervalSeconds' | 'BackoffRate' | 'MaxAttempts', number>>;
  readonly otherwise: string;
}

/** Goes on where the step before said so. */
export const goOn = (outcome: string, next: string, otherwise: string) => ({
  Type: 'Choice',
  Choices: [{ Condition: `{% $states.input.outcome = '${outcome}' %}`, Next: next }],
  Default: otherwise,
});
