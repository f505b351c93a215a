import { ExecutionAlreadyExists, type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { UserId } from '../../contracts/ids.ts';

/**
 * Names work whose id follows from a client's key (`idFor`): two accounts may choose the same, and all accounts share the
 * names of a workflow. 61 characters of the 80 that a name may have.
 */
export const executionOf = (userId: UserId, id: string): string => `${userId}-${id}`;

/** Starts an execution by name; one that was started before is started. Its input holds ids alone. */
export async function startOnce(
  workflows: SFNClient,
  stateMachineArn: string,
  name: string,
  input: Readonly<Record<string, string>>,
): Promise<void> {
  try {
    await workflows.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
  } catch (error) {
    if (!(error instanceof ExecutionAlreadyExists)) throw error;
  }
}
