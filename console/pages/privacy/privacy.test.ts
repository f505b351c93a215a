import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { firstBreak, hashOf, type Linked } from './chain.ts';

async function chain(length: number): Promise<Linked[]> {
  const events: Linked[] = [];
  for (let sequence = 0; sequence < length; sequence += 1) {
    const event = {
      userId: 'usr_1',
      sequence,
      at: '2026-11-23T00:00:00Z',
      action: 'session.started',
      by: 'you',
      previous: events.at(-1)?.hash ?? '0'.repeat(64),
      hash: '',
    };
    events.push({ ...event, hash: await hashOf(event) });
  }
  return events;
}

describe('the audit chain in the browser', () => {
  it('hashes the fields as JSON lines', async () => {
    const [event] = await chain(1);
    const text = [
      `"${'0'.repeat(64)}"`,
      '"usr_1"',
      '0',
      '"2026-11-23T00:00:00Z"',
      '"session.started"',
      '"you"',
      'null',
    ].join('\n');
    expect(event?.hash).toBe(createHash('sha256').update(text).digest('hex'));
  });

  it('finds a changed event, a missing one, and nothing in a whole chain', async () => {
    const events = await chain(5);
    expect(await firstBreak(events)).toBeUndefined();
    expect(
      await firstBreak(events.map((event) => (event.sequence === 2 ? { ...event, by: 'platform' } : event))),
    ).toBe(2);
    expect(await firstBreak(events.filter((event) => event.sequence !== 3))).toBe(4);
  });
});
