import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';

export type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** Which items' conditions did not hold, by their place in the transaction. Any failure but a cancelled transaction propagates. */
export function failedConditions(error: unknown): number[] {
  // The request itself is wrong: no state makes it right.
  if (!(error instanceof TransactionCanceledException) || codesOf(error).includes('ValidationError'))
    throw error;
  return codesOf(error).flatMap((code, index) => (code === 'ConditionalCheckFailed' ? [index] : []));
}

const codesOf = ({ CancellationReasons = [] }: TransactionCanceledException): string[] =>
  CancellationReasons.map(({ Code = 'None' }) => Code);
