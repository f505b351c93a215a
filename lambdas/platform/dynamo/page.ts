import { type DynamoDBDocumentClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { Problem } from '../http/problem.ts';

export interface PageRequest {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

const position = z.union([z.string(), z.number()]);

/**
 * One page of a query. The cursor holds the sort key alone: the partition comes from the actor again,
 * so a cursor of somebody else leads nowhere.
 */
export async function queryPage(
  documents: DynamoDBDocumentClient,
  query: QueryCommandInput,
  keys: { readonly partition: Readonly<Record<string, string>>; readonly sort: string },
  page: PageRequest,
): Promise<{ items: Record<string, unknown>[]; next?: string }> {
  const from =
    page.cursor === undefined
      ? {}
      : { ExclusiveStartKey: { ...keys.partition, [keys.sort]: decode(page.cursor) } };
  const found = await documents
    .send(new QueryCommand({ ...query, Limit: page.limit, ...from }))
    .catch((error: unknown) => {
      // A well-formed cursor of another list: DynamoDB says that the key does not fit.
      if (page.cursor !== undefined && error instanceof Error && error.name === 'ValidationException')
        throw unknownCursor();
      throw error;
    });
  const last = found.LastEvaluatedKey?.[keys.sort];
  return { items: found.Items ?? [], ...(last === undefined ? {} : { next: encode(position.parse(last)) }) };
}

const encode = (value: string | number): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function decode(cursor: string): string | number {
  try {
    return position.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch {
    throw unknownCursor();
  }
}

const unknownCursor = (): Problem =>
  new Problem('invalid_request', 'The cursor is not one that we gave out.', [
    { pointer: '/cursor', reason: 'unknown' },
  ]);
