/** What the chain needs to know of an event. */
export interface Linked {
  readonly userId: string;
  readonly sequence: number;
  readonly at: string;
  readonly action: string;
  readonly by: string;
  readonly of?: string | undefined;
  readonly previous: string;
  readonly hash: string;
}

/** SHA-256 over the fields in this order, each as JSON, one a line: as the service writes it, recomputed without the service. */
export async function hashOf(event: Linked): Promise<string> {
  const fields = [
    event.previous,
    event.userId,
    event.sequence,
    event.at,
    event.action,
    event.by,
    event.of ?? null,
  ];
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
