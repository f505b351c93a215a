import { setTimeout as pause } from 'node:timers/promises';
import { SFN } from '@aws-sdk/client-sfn';
import type { AwsAccess } from '../target.ts';

/** Stops an execution when it enters a state, and says whether it came in time: a stopped execution is what a killed one is. */
export async function stopIn(
  aws: AwsAccess,
  workflow: string,
  execution: string,
  state: string,
): Promise<'stopped' | 'over'> {
  const workflows = aws.client(SFN);
  const { stateMachines = [] } = await workflows.listStateMachines({});
  const arn = stateMachines.find(({ name }) => name?.includes(workflow))?.stateMachineArn;
  if (arn === undefined) throw new Error(`no workflow ${workflow}`);
  const executionArn = `${arn.replace(':stateMachine:', ':execution:')}:${execution}`;
  for (const end = Date.now() + 60_000; Date.now() < end; await pause(20)) {
    const history = await workflows
      .getExecutionHistory({ executionArn, maxResults: 1000 })
      // The stream that starts it takes its time.
      .catch((error: unknown) => (isNotThere(error) ? { events: [] } : Promise.reject(error)));
    const events = history.events ?? [];
    if (events.some(({ type }) => type === 'ExecutionSucceeded' || type === 'ExecutionFailed')) return 'over';
    if (!events.some(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name === state)) continue;
    await workflows.stopExecution({ executionArn });
    return 'stopped';
  }
  throw new Error(`${workflow} never came to ${state}`);
}

const isNotThere = (error: unknown): boolean =>
  error instanceof Error && error.name === 'ExecutionDoesNotExist';
