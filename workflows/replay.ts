import { goOn, retryStep } from './retry.ts';
import { defineWorkflow } from './spec.ts';

/**
 * After a restore: erases again everybody who has a tombstone. Each call takes the next hundred and hands on how far it
 * is, seven events a call of a history of 25,000: enough for 350,000. Stopped anywhere, it is started again from the
 * beginning and finds less to do.
 */
export const replayWorkflow = defineWorkflow({
  id: 'replay',
  module: 'privacy',
  calls: { replay: 'replay-tombstones' },
  definition: ({ replay }) => ({
    Comment: 'Replay the tombstones over restored tables, before they serve',
    StartAt: 'Replay',
    TimeoutSeconds: 86_400,
    States: {
      Replay: {
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke',
        Arguments: { FunctionName: replay, Payload: '{% $states.input %}' },
        Output: '{% $states.result.Payload %}',
        TimeoutSeconds: 330,
        Retry: retryStep,
        Next: 'More',
      },
      More: goOn('more', 'Replay', 'Done'),
      Done: { Type: 'Succeed' },
    },
  }),
});
