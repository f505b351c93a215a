import { Lambda } from '@aws-sdk/client-lambda';
import { EmulatedAws } from '../deployment/aws.ts';
import type { Stage } from './mortal-function.ts';

/** Keeps a table's stream from its function, so that no workflow carries on what a story tells; it goes on with the stage's end. */
export async function pauseStream({ deployment, opened }: Stage, functionName: string): Promise<void> {
  const aws = new EmulatedAws(deployment);
  const lambda = aws.client(Lambda);
  const FunctionName = await aws.functionNamed(functionName);
  const found = await lambda.listEventSourceMappings({ FunctionName });
  const enable = async (Enabled: boolean) => {
    for (const { UUID } of found.EventSourceMappings ?? [])
      await lambda.updateEventSourceMapping({ UUID, Enabled });
  };
  await enable(false);
  opened.defer(() => enable(true));
}
