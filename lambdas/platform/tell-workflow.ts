import {
  InvalidToken,
  SendTaskSuccessCommand,
  type SFNClient,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';

/** Tells a workflow what it waits for. One that no longer waits needs no telling: to fail there would hold a stream up for a day. */
export async function tellWorkflow(
  workflows: SFNClient,
  taskToken: string,
  output: Readonly<Record<string, string>>,
): Promise<void> {
  try {
    await workflows.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) }));
  } catch (error) {
    const waitsNoMore = [TaskTimedOut, TaskDoesNotExist, InvalidToken].some((kind) => error instanceof kind);
    if (!waitsNoMore) throw error;
  }
}
