import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { whole } from './invocation.ts';
import { describeError, log } from './observe.ts';

export type ChangedKeys = Readonly<Record<string, string | undefined>>;

/** The handler of a function that a table's stream calls, in order; the first key that fails is tried again with all after it. */
export function streamHandler(handle: (keys: ChangedKeys) => Promise<void>) {
  return whole(async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    for (const { eventID, eventName, dynamodb } of Records) {
      if (eventName === 'REMOVE') continue;
      const keys = Object.fromEntries(
        Object.entries(dynamodb?.Keys ?? {}).map(([name, value]) => [name, value.S]),
      );
      try {
        await handle(keys);
      } catch (error) {
        log('warn', 'a change could not be handled yet', describeError(error));
        return { batchItemFailures: [{ itemIdentifier: dynamodb?.SequenceNumber ?? eventID ?? '' }] };
      }
    }
    return { batchItemFailures: [] };
  });
}
