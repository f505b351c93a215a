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

/** Calls one step of a function, with the ids of the execution's input. */
export function step(functionArn: string, name: string, next: string | undefined) {
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Arguments: {
      FunctionName: functionArn,
      Payload: {
        step: name,
        userId: '{% $states.context.Execution.Input.userId %}',
        id: '{% $states.context.Execution.Input.id %}',
      },
    },
    Output: '{% $states.result.Payload %}',
    TimeoutSeconds: 330,
    Retry: retryStep,
    ...(next === undefined ? { End: true } : { Next: next }),
  };
}
