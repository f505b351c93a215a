import { ExecutionAlreadyExists, type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { UserId } from '../../contracts/ids.ts';

/** What an execution is about: all of its input, so that a history holds ids alone. */
export interface Work {
  readonly userId: UserId;
  readonly id: string;
}

/**
 * The name of an execution, by the account too: all accounts share the names of a workflow, and two may choose the same
 * id by a client's key (`idFor`). `round` tells a later one about the same from the first; 80 characters are the most.
 */
export const executionOf = ({ userId, id }: Work, round?: string): string =>
  [userId, id, ...(round === undefined ? [] : [round])].join('-');

/** Starts an execution by name; one that was started before is started. */
export async function startOnce(
  workflows: SFNClient,
  stateMachineArn: string,
  work: Work,
  round?: string,
): Promise<void> {
  const name = executionOf(work, round);
  try {
    await workflows.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(work) }));
  } catch (error) {
    if (!(error instanceof ExecutionAlreadyExists)) throw error;
  }
}
