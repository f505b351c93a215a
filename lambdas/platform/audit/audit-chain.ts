import { createHash } from 'node:crypto';
import type { auditTrail } from '../../../contracts/privacy.ts';
import type { ItemOf } from '../../../contracts/spec/store.ts';

export type AuditEvent = ItemOf<typeof auditTrail>;
/** What the hash of an event covers: everything but the hash itself and the date on which the event goes. */
export type Hashed = Omit<AuditEvent, 'hash' | 'expiresAt'>;

/** The hash before the first event. */
export const GENESIS = '0'.repeat(64);

/** SHA-256, in hex, over the fields in this order, each as JSON, one a line: simple enough to recompute with any tool. */
export function hashOf(event: Hashed): string {
  const fields = [
    event.previous,
    event.userId,
    event.sequence,
    event.at,
    event.action,
    event.by,
    event.of ?? null,
  ];
  return createHash('sha256')
    .update(fields.map((field) => JSON.stringify(field)).join('\n'))
    .digest('hex');
}

/** The first event, by its place in the list, that does not follow from the one before; -1 for a whole chain. */
export function firstBreak(
  events: readonly Omit<AuditEvent, 'expiresAt'>[],
  before: string = events[0]?.previous ?? GENESIS,
): number {
  let previous = before;
  let sequence = events[0]?.sequence ?? 0;
  for (const [index, event] of events.entries()) {
    if (event.previous !== previous || event.sequence !== sequence || event.hash !== hashOf(event))
      return index;
    previous = event.hash;
    sequence += 1;
  }
  return -1;
}
