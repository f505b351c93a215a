import { ExecutionAlreadyExists, type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';

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
