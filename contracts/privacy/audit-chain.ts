/** What the hash of an event covers. */
export interface Hashed {
  readonly userId: string;
  readonly sequence: number;
  /** The day. */
  readonly on: string;
  readonly action: string;
  readonly by: string;
  /** The hash of its details; none where it has none. */
  readonly details?: string | undefined;
  readonly previous: string;
}
/** What of an event goes with the account. */
export interface Details {
  /** Random, so that the hash cannot be tried for every millisecond of the day. */
  readonly salt: string;
  readonly at: string;
  readonly of?: string | undefined;
}
/** An event with its place in the chain, and its details while there are any. */
export type Linked = Hashed & Partial<Details> & { readonly hash: string };

/** The hash before the first event. */
export const GENESIS = '0'.repeat(64);

/**
 * SHA-256, in hex, over the fields in this order, each as JSON, one a line: simple enough to recompute with any tool.
 * The service writes it with this, and the browser checks it with this, without the service.
 */
export const hashOf = ({ previous, userId, sequence, on, action, by, details }: Hashed): Promise<string> =>
  sha256([previous, userId, sequence, on, action, by, details ?? null]);

/** The hash of details, in the same way. */
export const hashOfDetails = ({ salt, at, of }: Details): Promise<string> => sha256([salt, at, of ?? null]);

async function sha256(fields: readonly unknown[]): Promise<string> {
  const bytes = new TextEncoder().encode(fields.map((field) => JSON.stringify(field)).join('\n'));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Whether an event's details are those that its hash covers, of its day; true where it has none. */
async function areItsOwn({ on, details, salt, at, of }: Linked): Promise<boolean> {
  if (details === undefined) return salt === undefined && at === undefined && of === undefined;
  if (salt === undefined || at === undefined) return false;
  return at.startsWith(on) && details === (await hashOfDetails({ salt, at, of }));
}

/** The sequence number of the first event that does not follow from the one before; nothing for a whole chain. */
export async function firstBreak(events: readonly Linked[]): Promise<number | undefined> {
  for (const [index, event] of events.entries()) {
    const before = events[index - 1];
    const follows =
      before === undefined || (event.previous === before.hash && event.sequence === before.sequence + 1);
    if (!follows || event.hash !== (await hashOf(event)) || !(await areItsOwn(event))) return event.sequence;
  }
  return undefined;
}
