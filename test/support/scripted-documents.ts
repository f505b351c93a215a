import {
  DynamoDBClient,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** What the emulator never answers and DynamoDB does: two writes met. */
export const met = new TransactionConflictException({ message: 'met', $metadata: {} });
/** A cancelled transaction, with the code of each of its items. */
export const cancelled = (...codes: string[]): TransactionCanceledException =>
  new TransactionCanceledException({
    message: 'cancelled',
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

/** A client that answers from a script, throws what is an error in it, and keeps what it was asked. */
export function scriptedDocuments(...answers: (Readonly<Record<string, unknown>> | Error)[]): {
  readonly db: DynamoDBDocumentClient;
  readonly asked: readonly unknown[];
} {
  const db = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-central-1' }));
  const asked: unknown[] = [];
  const answer = ({ input }: { input: unknown }) => {
    const output = answers[asked.push(input) - 1];
    if (output === undefined) throw new Error('asked more often than the script knows');
    return output instanceof Error
      ? Promise.reject(output)
      : Promise.resolve({ output: { $metadata: {}, ...output }, response: {} });
  };
  db.middlewareStack.add(() => answer, { step: 'initialize', priority: 'high' });
  return { db, asked };
}
