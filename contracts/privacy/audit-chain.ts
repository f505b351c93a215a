/** What the hash of an event covers. */
export interface Hashed {
  readonly userId: string;
  readonly sequence: number;
  readonly at: string;
  readonly action: string;
  readonly by: string;
  readonly of?: string | undefined;
  readonly previous: string;
}
/** An event with its place in the chain. */
export interface Linked extends Hashed {
  readonly hash: string;
}

/** The hash before the first event. */
export const GENESIS = '0'.repeat(64);

/**
 * SHA-256, in hex, over the fields in this order, each as JSON, one a line: simple enough to recompute with any tool.
 * The service writes it with this, and the browser checks it with this, without the service.
 */
export async function hashOf(event: Hashed): Promise<string> {
  const { previous, userId, sequence, at, action, by, of } = event;
  const fields = [previous, userId, sequence, at, action, by, of ?? null];
  const bytes = new TextEncoder().encode(fields.map((field) => JSON.stringify(field)).join('\n'));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The sequence number of the first event that does not follow from the one before; nothing for a whole chain. */
export async function firstBreak(events: readonly Linked[]): Promise<number | undefined> {
  for (const [index, event] of events.entries()) {
    const before = events[index - 1];
    const follows =
      before === undefined || (event.previous === before.hash && event.sequence === before.sequence + 1);
    if (!follows || event.hash !== (await hashOf(event))) return event.sequence;
  }
  return undefined;
}
