import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type * as z from 'zod/mini';
import type { TableSpec } from '../../../contracts/spec/store.ts';
import { ItemUnreadable, SCHEMA_VERSION } from '../keys/sealed-items.ts';

type Raw = Readonly<Record<string, unknown>>;

/** An item without sealed attributes, as it is put: the schema version goes with it. */
export function plainItem<Item extends z.ZodMiniObject>(spec: TableSpec<Item>, item: z.output<Item>): Raw {
  return { ...spec.item.parse(item), v: SCHEMA_VERSION };
}

/**
 * What was read, parsed by a schema (the table's, or a part of it); nothing for an expired item:
 * DynamoDB removes it late, readers never see it.
 */
export function readItem<S extends z.ZodMiniObject>(
  spec: TableSpec,
  schema: S,
  raw: Raw | undefined,
  now = Date.now(),
): z.output<S> | undefined {
  if (raw === undefined || isExpired(spec, raw, now)) return undefined;
  const known = Object.fromEntries(Object.entries(raw).filter(([name]) => name in schema.shape));
  const parsed = schema.safeParse(known);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => String(issue.path[0] ?? '(item)'));
  throw new ItemUnreadable(`${spec.name}: does not fit its schema: ${[...new Set(faults)].join(', ')}`);
}

/** Whether an item's time is over, though it may still lie in the table. */
export function isExpired(spec: TableSpec, raw: Raw, now = Date.now()): boolean {
  const expiresAt = spec.ttl === undefined ? undefined : raw[spec.ttl];
  return typeof expiresAt === 'number' && expiresAt * 1000 <= now;
}

/**
 * The outcome of a conditional write: a condition that fails is an answer, any other failure propagates. `found` is what
 * was in its place, where a single write asked for it.
 */
export async function conditionally<T>(
  write: Promise<T>,
): Promise<{ met: true; value: T } | { met: false; reasons: readonly string[]; found?: Raw | undefined }> {
  try {
    return { met: true, value: await write };
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException)
      return {
        met: false,
        reasons: ['ConditionalCheckFailed'],
        found: error.Item && unmarshall(error.Item),
      };
    if (error instanceof TransactionCanceledException) {
      const reasons = (error.CancellationReasons ?? []).map((reason) => reason.Code ?? 'None');
      if (reasons.some((code) => code === 'ConditionalCheckFailed')) return { met: false, reasons };
    }
    throw error;
  }
}
