import { type DynamoDBDocumentClient, paginateScan, type ScanCommandInput } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod/mini';
import type { TableSpec } from '../../../contracts/spec/store.ts';
import { describeError, log } from '../observe.ts';
import { readItem } from './items.ts';

/**
 * Every item of a table that `input` asks for, for sweeps. One that cannot be read is logged and keeps no other
 * waiting; the first of them is thrown after the last item, so that the function counts as failed.
 */
export async function* scanItems<S extends z.ZodMiniObject>(
  client: DynamoDBDocumentClient,
  spec: TableSpec,
  schema: S,
  input: ScanCommandInput,
): AsyncGenerator<z.output<S>> {
  const unreadable: unknown[] = [];
  const readable = (raw: Readonly<Record<string, unknown>>): z.output<S> | undefined => {
    try {
      return readItem(spec, schema, raw);
    } catch (error) {
      log('error', 'an item cannot be read', describeError(error));
      unreadable.push(error);
      return undefined;
    }
  };
  for await (const { Items = [] } of paginateScan({ client }, input)) {
    for (const raw of Items) {
      const item = readable(raw);
      if (item !== undefined) yield item;
    }
  }
  if (unreadable.length > 0) throw unreadable[0];
}
